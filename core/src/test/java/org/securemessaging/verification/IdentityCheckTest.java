package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

class IdentityCheckTest {
    private static final MailAddresses EVE = addresses("eve@evil.example");
    private static final MailAddresses SECRETARY = addresses("secretary@bank.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // From           | Sender                 | matches, identifier, reason
                "secretary@bank.example | | true | secretary@bank.example |",
                "SECRETARY@Bank.Example | | true | SECRETARY@Bank.Example |",
                "ceo@bank.example | secretary@bank.example | true | secretary@bank.example | SENDER_MATCH",
                "ceo@bank.example secretary@bank.example | | true | secretary@bank.example |",
                "ceo@bank.example | | false | secretary@bank.example | SIGNER_MISMATCH",
                "ceo@other.example | secretary@bank.example | false | secretary@bank.example | SIGNER_MISMATCH",
                "secretary@bank.example ceo@other.example | | false | secretary@bank.example | SIGNER_MISMATCH",
                "secretary@bank.example.evil | | false | secretary@bank.example | SIGNER_MISMATCH",
                "xsecretary@bank.example | | false | secretary@bank.example | SIGNER_MISMATCH",
            })
    void compareShouldHeedFromThenSenderOfTheSameDomain(
            String from, String sender, boolean matches, String identifier, ReasonCode reason) {
        Identification found =
                IdentityCheck.compare(
                        IdentityMode.FROM_OR_SENDER, authorship(from, sender), SECRETARY);

        assertThat(found.matches()).isEqualTo(matches);
        assertThat(found.address()).contains(identifier);
        assertThat(found.findings())
                .extracting(Finding::reason)
                .containsExactlyElementsOf(Optional.ofNullable(reason).stream().toList());
    }

    @Test
    void compareShouldNotLetAStrangerSpeakForAnotherThroughSender() {
        Identification found =
                IdentityCheck.compare(
                        IdentityMode.FROM_OR_SENDER,
                        authorship("ceo@bank.example", "eve@evil.example"),
                        EVE);

        assertThat(found.matches()).isFalse();
    }

    @Test
    void compareShouldIgnoreSenderWhenOnlyFromCounts() {
        Identification found =
                IdentityCheck.compare(
                        IdentityMode.FROM,
                        authorship("ceo@bank.example", "secretary@bank.example"),
                        SECRETARY);

        assertThat(found.matches()).isFalse();
    }

    @Test
    void compareShouldAcceptSenderWhenThereIsNoFrom() {
        Identification found =
                IdentityCheck.compare(
                        IdentityMode.FROM_OR_SENDER,
                        new Authorship(List.of(), Optional.of("secretary@bank.example"), List.of()),
                        SECRETARY);

        assertThat(found.matches()).isTrue();
        assertThat(found.findings())
                .extracting(Finding::reason)
                .containsExactly(ReasonCode.SENDER_MATCH);
    }

    @Test
    void compareShouldNotMatchWhenTheFieldsAreUnfit() {
        Finding twoFroms = Finding.of(ReasonCode.FROM_MULTIPLE, "two From fields");

        Identification found =
                IdentityCheck.compare(
                        IdentityMode.FROM_OR_SENDER,
                        new Authorship(
                                List.of("secretary@bank.example"),
                                Optional.empty(),
                                List.of(twoFroms)),
                        SECRETARY);

        assertThat(found.matches()).isFalse();
        assertThat(found.findings()).containsExactly(twoFroms);
    }

    @Test
    void compareShouldNotMatchACertificateWithoutAddresses() {
        MailAddresses none = new MailAddresses(List.of(), List.of(), List.of());

        Identification found =
                IdentityCheck.compare(
                        IdentityMode.FROM_OR_SENDER, authorship("a@bank.example", null), none);

        assertThat(found.matches()).isFalse();
        assertThat(found.address()).isEmpty();
    }

    @Test
    void compareShouldMatchInternationalisedAddresses() {
        MailAddresses certificate =
                new MailAddresses(
                        List.of(), List.of("\u8001\u5e2b@b\u00fccher.example"), List.of());

        assertThat(
                        IdentityCheck.compare(
                                        IdentityMode.FROM_OR_SENDER,
                                        authorship("\u8001\u5e2b@xn--bcher-kva.example", null),
                                        certificate)
                                .matches())
                .isTrue();
    }

    private static Authorship authorship(String from, String sender) {
        return new Authorship(List.of(from.split(" ")), Optional.ofNullable(sender), List.of());
    }

    private static MailAddresses addresses(String address) {
        return new MailAddresses(List.of(address), List.of(), List.of());
    }
}
