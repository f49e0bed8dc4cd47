package org.securemessaging.revocation;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.WebAddresses;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * By the OCSP responders that the certificate names, one after another until one gives an answer
 * (RFC 6960). It tells them, and who listens, whose mail is read here and when. Thread safe.
 */
public final class OcspMethod implements RevocationMethod {
    // Real certificates name one; each one named costs a fetch.
    private static final int RESPONDERS = 4;

    private final OcspClient client;
    private final OcspJudgement judgement;

    /**
     * A method.
     *
     * @param client asks
     * @param rules what is asked of an answer
     * @param clock this machine's clock, by which an answer lies in the future
     */
    public OcspMethod(OcspClient client, RevocationRules rules, Clock clock) {
        this.client = client;
        this.judgement = new OcspJudgement(rules, clock);
    }

    @Override
    public RevocationStatus check(RevocationQuestion question, RevocationAuthority authority) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (URI responder : responders(question)) {
                RevocationStatus status = ask(responder, question, authority.responses());
                if (!(status instanceof RevocationStatus.Unknown unknown)) {
                    return status;
                }
                findings.addAll(unknown.findings());
            }
        } catch (CertificateFormatException e) {
            findings.add(Finding.of(ReasonCode.OCSP_UNAVAILABLE, e.getMessage()));
        }
        return new RevocationStatus.Unknown(findings);
    }

    private RevocationStatus ask(
            URI responder, RevocationQuestion question, OcspAuthority authority) {
        OcspClient.Answer answer = client.ask(responder, question);
        if (answer.response().isEmpty()) {
            return new RevocationStatus.Unknown(answer.problem().stream().toList());
        }
        RevocationStatus status =
                judgement.judge(answer.response().get(), question, answer.nonce(), authority);
        if (status instanceof RevocationStatus.Unknown unknown) {
            client.distrust(responder, question, unknown.findings().get(0));
        }
        return status;
    }

    private static Set<URI> responders(RevocationQuestion question) {
        return WebAddresses.of(question.certificate(), AccessDescription.id_ad_ocsp, RESPONDERS);
    }
}
