package org.securemessaging.verification;

import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Compares the addresses in a signer's certificate with those of the message (RFC 8550 §3).
 *
 * <p>RFC 8550 is content if From or Sender matches. A mail program shows From, though: whoever
 * holds any trusted certificate could put his own address into Sender, or beside another in From,
 * and have that other one shown as verified. So an address that is not the certificate's is
 * accepted beside one that is only if both are of the same domain, where one organisation answers
 * for both. Stateless and thread safe.
 */
final class IdentityCheck {
    private IdentityCheck() {}

    /**
     * Compares.
     *
     * @param mode which addresses count
     * @param authorship the message's addresses
     * @param certificate the certificate's addresses
     * @return what was found
     */
    static Identification compare(
            IdentityMode mode, Authorship authorship, MailAddresses certificate) {
        Optional<String> first = certificate.all().stream().findFirst();
        if (mode == IdentityMode.OFF) {
            return new Identification(
                    matching(authorship.from(), certificate).or(() -> first), true, List.of());
        }
        if (!authorship.findings().isEmpty()) {
            return new Identification(first, false, authorship.findings());
        }
        Optional<String> author = matching(authorship.from(), certificate);
        if (author.isPresent() && sameDomain(author.get(), authorship.from())) {
            return new Identification(author, true, List.of());
        }
        Optional<String> sender = authorship.sender().filter(certificate::matches);
        if (mode == IdentityMode.FROM_OR_SENDER
                && sender.isPresent()
                && sameDomain(sender.get(), authorship.from())) {
            return new Identification(
                    sender, true, List.of(senderOnly(sender.get(), authorship.from())));
        }
        return new Identification(first, false, List.of(mismatch(authorship, certificate)));
    }

    private static Optional<String> matching(List<String> addresses, MailAddresses certificate) {
        return addresses.stream().filter(certificate::matches).findFirst();
    }

    private static boolean sameDomain(String address, List<String> others) {
        Optional<String> domain = domain(address);
        return others.stream().allMatch(other -> domain(other).equals(domain));
    }

    private static Optional<String> domain(String address) {
        return MailAddress.parse(address).map(MailAddress::domain);
    }

    private static Finding senderOnly(String sender, List<String> from) {
        return Finding.of(
                ReasonCode.SENDER_MATCH,
                "the certificate is that of Sender %s, not of From %s".formatted(sender, from));
    }

    private static Finding mismatch(Authorship authorship, MailAddresses certificate) {
        return Finding.of(
                ReasonCode.SIGNER_MISMATCH,
                "the certificate is for %s, the message is from %s%s"
                        .formatted(
                                certificate.all(),
                                authorship.from(),
                                authorship.sender().map(s -> " sent by " + s).orElse("")));
    }
}
