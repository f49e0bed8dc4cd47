package org.securemessaging.trust;

import static org.securemessaging.trust.TestCa.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.securemessaging.trust.Mutation.Group;

/**
 * Changes to certificates themselves: how they hang together, when and for what they may be used.
 */
final class StructureMutations {
    static final Mutation CROSS =
            new Mutation(
                    Group.SHAPE,
                    "",
                    "the anchor cross-certifies another root",
                    path -> GeneratedShapes.cross(path));
    static final Mutation BRIDGE =
            new Mutation(
                    Group.SHAPE,
                    "",
                    "a bridge between two roots, certified both ways",
                    path -> GeneratedShapes.bridge(path));
    static final Mutation ROLLOVER =
            new Mutation(
                    Group.SHAPE,
                    "",
                    "a CA certifies its next key itself",
                    path -> GeneratedShapes.rollOver(path));
    static final Mutation EXPIRED_TWIN =
            new Mutation(
                    Group.SHAPE,
                    "",
                    "an expired certificate of a CA beside the right one",
                    path -> GeneratedShapes.twin(path, true, false));
    static final Mutation REVOKED_TWIN =
            new Mutation(
                    Group.SHAPE,
                    "",
                    "a revoked certificate of a CA beside the right one",
                    path -> GeneratedShapes.twin(path, false, true));
    static final Mutation NAMESAKES =
            new Mutation(
                    Group.SHAPE,
                    "",
                    "three CAs of a CA's name with other keys",
                    path -> GeneratedShapes.namesakes(path));
    static final Mutation STRANGERS_CROSS =
            new Mutation(
                    Group.SHAPE,
                    "",
                    "a CA is also certified by a root nobody trusts",
                    path -> GeneratedShapes.strangersCross(path));
    static final Mutation LOOP =
            new Mutation(
                    Group.SHAPE,
                    "",
                    "two CAs of the path also certify each other the other way",
                    path -> GeneratedShapes.loop(path));
    static final Mutation LOOKALIKE =
            new Mutation(
                    Group.SHAPE,
                    "untrusted",
                    "the anchor's name and key identifier with another key",
                    path -> GeneratedShapes.lookalike(path));
    static final Mutation MISSING =
            new Mutation(
                    Group.SHAPE,
                    "untrusted",
                    "a CA's certificate is not at hand",
                    path -> GeneratedShapes.missing(path));
    static final Mutation CA_EXPIRED =
            new Mutation(
                    Group.VALIDITY,
                    "expired",
                    "a CA's certificate has expired",
                    path -> path.someCa().to = NOW.minusSeconds(1));
    static final Mutation CA_EARLY =
            new Mutation(
                    Group.VALIDITY,
                    "not-yet-valid",
                    "a CA's certificate is not yet valid",
                    path -> path.someCa().from = NOW.plus(Duration.ofHours(1)));
    static final Mutation PERSON_EXPIRED =
            new Mutation(
                    Group.VALIDITY,
                    "expired",
                    "the person's certificate has expired",
                    path -> path.target().to = NOW.minusSeconds(1));
    static final Mutation LAST_SECOND =
            new Mutation(
                    Group.VALIDITY,
                    "",
                    "a certificate ends this second",
                    path -> path.some().to = NOW);
    static final Mutation ANCHOR_EXPIRED =
            new Mutation(
                    Group.VALIDITY,
                    "expired",
                    "the anchor's certificate has expired",
                    path -> path.anchorLink.to = NOW.minusSeconds(1));
    static final Mutation NO_KEY_USAGE =
            new Mutation(
                    Group.USAGE,
                    "",
                    "a CA without keyUsage",
                    path -> path.someCa().keyUsage = Optional.empty());
    static final Mutation NO_CERT_SIGN =
            new Mutation(
                    Group.USAGE,
                    "key-usage not-a-ca",
                    "a CA's keyUsage lacks keyCertSign",
                    path ->
                            path.someCa().keyUsage =
                                    Optional.of(
                                            new KeyUsage(
                                                    KeyUsage.digitalSignature | KeyUsage.cRLSign)));
    static final Mutation NO_BASIC_CONSTRAINTS =
            new Mutation(
                    Group.USAGE,
                    "not-a-ca",
                    "a CA without basicConstraints",
                    path -> path.someCa().basicConstraints = Optional.empty());
    static final Mutation NO_CA =
            new Mutation(
                    Group.USAGE,
                    "not-a-ca",
                    "a CA's basicConstraints say it is none",
                    path ->
                            path.someCa().basicConstraints =
                                    Optional.of(new BasicConstraints(false)));
    static final Mutation LENGTH_EXACT =
            new Mutation(
                    Group.LENGTH,
                    "",
                    "pathLenConstraint as long as the path",
                    path -> {
                        GeneratedLink first = path.links.get(0);
                        first.basicConstraints =
                                Optional.of(GeneratedLink.atMost(path.countedBelow(first)));
                    });
    static final Mutation LENGTH_SHORT =
            new Mutation(
                    Group.LENGTH,
                    "path-length",
                    "pathLenConstraint one too short",
                    path -> {
                        GeneratedLink first = path.links.get(0);
                        first.basicConstraints =
                                Optional.of(GeneratedLink.atMost(path.countedBelow(first) - 1));
                    });
    static final Mutation ANCHOR_LENGTH =
            new Mutation(
                    Group.LENGTH,
                    "path-length",
                    "pathLenConstraint 0 in the anchor's certificate",
                    path ->
                            path.anchorLink.basicConstraints =
                                    Optional.of(GeneratedLink.atMost(0)));

    static final List<Mutation> ALL =
            List.of(
                    CROSS,
                    BRIDGE,
                    ROLLOVER,
                    EXPIRED_TWIN,
                    REVOKED_TWIN,
                    NAMESAKES,
                    STRANGERS_CROSS,
                    LOOP,
                    LOOKALIKE,
                    MISSING,
                    CA_EXPIRED,
                    CA_EARLY,
                    PERSON_EXPIRED,
                    LAST_SECOND,
                    ANCHOR_EXPIRED,
                    NO_KEY_USAGE,
                    NO_CERT_SIGN,
                    NO_BASIC_CONSTRAINTS,
                    NO_CA,
                    LENGTH_EXACT,
                    LENGTH_SHORT,
                    ANCHOR_LENGTH);

    private StructureMutations() {}
}
