package org.securemessaging.trust;

import static org.securemessaging.trust.TestCa.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.securemessaging.trust.Mutation.Group;

/** Changes to revocation, signatures and extensions. */
final class EvidenceMutations {
    static final Mutation CA_REVOKED =
            new Mutation(
                    Group.REVOCATION,
                    "revoked",
                    "a CA is revoked",
                    path -> GeneratedShapes.revoke(path, path.someCa(), 2));
    static final Mutation PERSON_REVOKED =
            new Mutation(
                    Group.REVOCATION,
                    "revoked",
                    "the person is revoked",
                    path -> GeneratedShapes.revoke(path, path.target(), 1));
    static final Mutation PERSON_ON_HOLD =
            new Mutation(
                    Group.REVOCATION,
                    "revoked",
                    "the person is on hold",
                    path -> GeneratedShapes.revoke(path, path.target(), 6));
    static final Mutation NO_CRL =
            new Mutation(
                    Group.REVOCATION,
                    "crl-unavailable",
                    "a CA's CRL is not at hand",
                    path -> path.crlFor(path.some()).absent = true);
    static final Mutation CRL_EXPIRED =
            new Mutation(
                    Group.REVOCATION,
                    "crl-expired",
                    "a CA's CRL is half an hour past its nextUpdate",
                    path ->
                            path.crlFor(path.some())
                                    .changes
                                    .add(crl -> crl.due(NOW.minus(Duration.ofMinutes(30)))));
    static final Mutation CRL_JUST_EXPIRED =
            new Mutation(
                    Group.REVOCATION,
                    "crl-expired",
                    "a CA's CRL is a second past its nextUpdate",
                    path ->
                            path.crlFor(path.some())
                                    .changes
                                    .add(crl -> crl.due(NOW.minusSeconds(1))));
    static final Mutation CRL_UNDATED =
            new Mutation(
                    Group.REVOCATION,
                    "crl-invalid",
                    "a CA's CRL has no nextUpdate",
                    path -> path.crlFor(path.some()).changes.add(TestCa.Revoke::neverDue));
    static final Mutation CRL_FUTURE =
            new Mutation(
                    Group.REVOCATION,
                    "crl-invalid",
                    "a CA's CRL is issued in the future",
                    path ->
                            path.crlFor(path.some())
                                    .changes
                                    .add(crl -> crl.issued(NOW.plus(Duration.ofHours(1)))));
    static final Mutation CRL_FORGED =
            new Mutation(
                    Group.REVOCATION,
                    "crl-invalid",
                    "a CA's CRL is signed with another key",
                    path -> path.crlFor(path.some()).forged = true);
    static final Mutation CRL_UNKNOWN_CRITICAL =
            new Mutation(
                    Group.REVOCATION,
                    "crl-invalid",
                    "a CA's CRL has an unknown critical extension",
                    path ->
                            path.crlFor(path.some())
                                    .changes
                                    .add(
                                            crl ->
                                                    crl.with(
                                                            Policies.UNKNOWN,
                                                            true,
                                                            DERNull.INSTANCE)));
    static final Mutation CRL_OF_OTHERS =
            new Mutation(
                    Group.REVOCATION,
                    "crl-unavailable crl-invalid",
                    "the CRL about the person is of CAs alone",
                    path ->
                            path.crlFor(path.target())
                                    .changes
                                    .add(
                                            crl ->
                                                    crl.with(
                                                            Extension.issuingDistributionPoint,
                                                            true,
                                                            new IssuingDistributionPoint(
                                                                    null, false, true, null, false,
                                                                    false))));
    static final Mutation DAMAGED =
            new Mutation(
                    Group.SIGNATURE,
                    "certificate-signature-invalid",
                    "a signature is damaged",
                    path -> path.some().damaged = true);
    static final Mutation FORGED =
            new Mutation(
                    Group.SIGNATURE,
                    "certificate-signature-invalid",
                    "a certificate is signed with another key",
                    path -> {
                        GeneratedLink link = path.some();
                        link.signer =
                                Optional.of(new TestCa(path.issuerOf(link).name(), path.newKeys()));
                    });
    static final Mutation UNKNOWN =
            new Mutation(
                    Group.EXTENSION,
                    "",
                    "an unknown extension",
                    path -> path.some().unknownExtension = Optional.of(false));
    static final Mutation UNKNOWN_CRITICAL =
            new Mutation(
                    Group.EXTENSION,
                    "critical-extension",
                    "an unknown critical extension",
                    path -> path.some().unknownExtension = Optional.of(true));
    static final Mutation PURPOSE_MAIL =
            new Mutation(
                    Group.PURPOSE,
                    "",
                    "a CA's extKeyUsage is emailProtection",
                    path ->
                            path.someCa().purpose =
                                    Optional.of(KeyPurposeId.id_kp_emailProtection));
    static final Mutation PURPOSE_ANY =
            new Mutation(
                    Group.PURPOSE,
                    "",
                    "a CA's extKeyUsage is anyExtendedKeyUsage",
                    path -> path.someCa().purpose = Optional.of(KeyPurposeId.anyExtendedKeyUsage));
    static final Mutation PURPOSE_SERVER =
            new Mutation(
                    Group.PURPOSE,
                    "extended-key-usage",
                    "a CA's extKeyUsage is serverAuth alone",
                    path -> path.someCa().purpose = Optional.of(KeyPurposeId.id_kp_serverAuth));
    static final Mutation NO_KEY_IDENTIFIERS =
            new Mutation(
                    Group.KEY_IDENTIFIER,
                    "",
                    "no certificate has key identifiers",
                    path ->
                            path.links.forEach(
                                    link -> {
                                        link.subjectKey = Optional.empty();
                                        link.authorityKey = Optional.empty();
                                    }));
    static final Mutation WRONG_ANCHOR_KEY =
            new Mutation(
                    Group.KEY_IDENTIFIER,
                    "",
                    "an authorityKeyIdentifier does not fit the anchor",
                    path -> path.links.get(0).authorityKey = Optional.of(new byte[] {1, 2, 3}));
    static final Mutation WRONG_AUTHORITY_KEY =
            new Mutation(
                    Group.KEY_IDENTIFIER,
                    "",
                    "the person's authorityKeyIdentifier fits no issuer",
                    path -> path.target().authorityKey = Optional.of(new byte[] {1, 2, 3}));
    static final Mutation WRONG_SUBJECT_KEY =
            new Mutation(
                    Group.KEY_IDENTIFIER,
                    "",
                    "a CA's subjectKeyIdentifier is not the one referred to",
                    path -> path.someCa().subjectKey = Optional.of(new byte[] {1, 2, 3}));

    static final List<Mutation> ALL =
            List.of(
                    CA_REVOKED,
                    PERSON_REVOKED,
                    PERSON_ON_HOLD,
                    NO_CRL,
                    CRL_EXPIRED,
                    CRL_JUST_EXPIRED,
                    CRL_UNDATED,
                    CRL_FUTURE,
                    CRL_FORGED,
                    CRL_UNKNOWN_CRITICAL,
                    CRL_OF_OTHERS,
                    DAMAGED,
                    FORGED,
                    UNKNOWN,
                    UNKNOWN_CRITICAL,
                    PURPOSE_MAIL,
                    PURPOSE_ANY,
                    PURPOSE_SERVER,
                    NO_KEY_IDENTIFIERS,
                    WRONG_ANCHOR_KEY,
                    WRONG_AUTHORITY_KEY,
                    WRONG_SUBJECT_KEY);

    private EvidenceMutations() {}
}
