package org.securemessaging.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.smime.SMIMEAttributes;

/**
 * Reads values of userSMIMECertificate (RFC 2798 §2.8): a SignedData whose content nobody looks at,
 * with certificates and, signed, the capabilities of their owner's mail program.
 *
 * <p>The capabilities are believed only if the signature over them is that of a certificate in the
 * value: otherwise whoever may write to a directory could choose a weak algorithm for others.
 * Thread safe.
 */
public final class SmimeCertificateReader {
    private final CmsLimits limits;
    private final SignerTools tools;

    /**
     * A reader.
     *
     * @param policy which algorithms and keys are weak
     * @param limits what a value may cost
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public SmimeCertificateReader(AlgorithmPolicy policy, CmsLimits limits, Provider bouncyCastle) {
        this.limits = limits;
        this.tools =
                new SignerTools(
                        new SignatureChecker(bouncyCastle, policy), policy, limits, bouncyCastle);
    }

    /**
     * Reads a value. Whatever the octets are, the answer is a value, perhaps one without
     * certificates that says why.
     *
     * @param der the value, DER or BER
     * @return what it holds
     */
    public SmimeCertificateValue read(byte[] der) {
        try {
            return value(
                    new SignedDataReader(new ByteArrayInputStream(der), limits)
                            .read(
                                    (content, announced) ->
                                            content.transferTo(OutputStream.nullOutputStream())));
        } catch (CmsFormatException | CmsLimitException e) {
            return new SmimeCertificateValue(
                    List.of(), Optional.empty(), List.of("no PKCS #7: " + e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be read", e);
        }
    }

    private SmimeCertificateValue value(SignedDataStructure structure) throws IOException {
        List<String> problems = new ArrayList<>();
        structure.findings().forEach(finding -> problems.add(finding.detail()));
        Optional<SmimeCapabilities> capabilities = Optional.empty();
        SignerContext context =
                new SignerContext(
                        structure.contentType(),
                        List.of(),
                        new SignerCertificates(structure.certificates(), CertificateSource.none()),
                        Optional.empty());
        for (SignerInfo signer : structure.signers()) {
            Optional<SmimeCapabilities> said = capabilities(signer, problems);
            if (said.isEmpty() || capabilities.isPresent()) {
                continue;
            }
            if (new SignerVerification(signer, context, tools).verify().intact()) {
                capabilities = said;
            } else {
                problems.add("the capabilities are not signed by one of the certificates");
            }
        }
        return new SmimeCertificateValue(structure.certificates(), capabilities, problems);
    }

    private Optional<SmimeCapabilities> capabilities(SignerInfo signer, List<String> problems) {
        if (signer.getAuthenticatedAttributes() == null) {
            return Optional.empty();
        }
        try {
            return Attributes.of(signer.getAuthenticatedAttributes(), limits.attributes())
                    .single(SMIMEAttributes.smimeCapabilities)
                    .map(SmimeCapabilities::of);
        } catch (CmsFormatException | CmsLimitException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }
}
