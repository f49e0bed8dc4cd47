package org.securemessaging.pipeline.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.LayerReport;
import org.securemessaging.verification.SignerVerdict;
import org.securemessaging.verification.VerificationReport;

/**
 * Writes into a mail's attributes how to write to its signers securely, and reads it again: for
 * signers who pass, of a message that passes. Apart from the report, since it is only of use until
 * it is published. Thread safe.
 */
public final class ProfileAttribute {
    /**
     * The signers' profiles, a list of maps with {@code address}, a string, and {@code pkcs7}, its
     * octets.
     */
    public static final AttributeName PROFILES =
            AttributeName.of("org.securemessaging.signature.profiles");

    // A mail has one signer, or two; each has at most 32 KB here.
    private static final int MOST_PROFILES = 4;
    private static final String ADDRESS = "address";
    private static final String PKCS7 = "pkcs7";

    private ProfileAttribute() {}

    /**
     * How to write to somebody.
     *
     * @param address his address in the message, which his certificate vouches for
     * @param profile what it takes
     */
    public record Signer(String address, SmimeProfile profile) {}

    /**
     * Writes the profiles of a report, in place of any that were there.
     *
     * @param mail the mail
     * @param report the report
     */
    public static void write(Mail mail, VerificationReport report) {
        List<Object> profiles =
                signers(report)
                        .filter(signer -> signer.result() == SignatureResult.PASS)
                        .flatMap(signer -> of(signer).stream())
                        .limit(MOST_PROFILES)
                        .<Object>map(
                                signer ->
                                        Map.of(
                                                ADDRESS,
                                                signer.address(),
                                                PKCS7,
                                                signer.profile().encoded()))
                        .toList();
        if (profiles.isEmpty()) {
            mail.removeAttribute(PROFILES);
        } else {
            mail.setAttribute(new Attribute(PROFILES, AttributeTree.value(profiles)));
        }
    }

    /**
     * Reads the profiles.
     *
     * @param mail the mail
     * @return the profiles; none if there are none, or none that can be understood
     */
    public static List<Signer> read(Mail mail) {
        return mail
                .getAttribute(PROFILES)
                .map(Attribute::getValue)
                .map(AttributeTree::plain)
                .map(AttributeTree::list)
                .orElse(List.of())
                .stream()
                .limit(MOST_PROFILES)
                .flatMap(each -> read(each).stream())
                .toList();
    }

    private static Stream<SignerVerdict> signers(VerificationReport report) {
        return report.result() == SignatureResult.PASS
                ? report.layers().stream()
                        .filter(LayerReport::counted)
                        .flatMap(layer -> layer.signers().stream())
                : Stream.empty();
    }

    private static Optional<Signer> of(SignerVerdict verdict) {
        return verdict.identifier()
                .flatMap(address -> verdict.profile().map(profile -> new Signer(address, profile)));
    }

    private static Optional<Signer> read(Object map) {
        Optional<byte[]> octets =
                AttributeTree.child(map, PKCS7)
                        .filter(byte[].class::isInstance)
                        .map(byte[].class::cast);
        try {
            return AttributeTree.text(map, ADDRESS)
                    .flatMap(
                            address ->
                                    octets.map(SmimeProfile::parse)
                                            .map(profile -> new Signer(address, profile)));
        } catch (CmsFormatException e) {
            return Optional.empty();
        }
    }
}
