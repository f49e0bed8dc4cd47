package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a@b.org|a@b.org",
                "  a@b.org  |a@b.org",
                "<a@b.org>|a@b.org",
                "Ann <a@b.org>|a@b.org",
                "Ann<a@b.org>|a@b.org",
                "Ann < a@b.org >|a@b.org",
                "\"Smith, Ann\" <a@b.org>|a@b.org",
                "Dr. A. Smith [x] <a@b.org>|a@b.org",
                "\"<x>: ;,()\" <a@b.org>|a@b.org",
                "=?utf-8?Q?Ann=2C_B?= <a@b.org>|a@b.org",
                "Ännchen von Tharau <a@b.org>|a@b.org",
                "a@b.org (Ann)|a@b.org",
                "(Ann) a@b.org|a@b.org",
                "Ann (the (nested\\) one)) <a@b.org> (x)|a@b.org",
                "a@b.org <a@b.org>|a@b.org",
                "A@B.org <a@b.org>|a@b.org",
                "\"a b\"@b.org|\"a b\"@b.org",
                "\"ab\"@b.org|ab@b.org",
                "\"a.b\"@b.org|a.b@b.org",
                "\".a\"@b.org|\".a\"@b.org",
                "o'hara+tag=x@b.org|o'hara+tag=x@b.org",
                "a@[192.0.2.1]|a@[192.0.2.1]",
                "a@[IPv6:2001:db8::1]|a@[IPv6:2001:db8::1]",
                "用户@例子.中国|用户@例子.中国",
                "a@xn--fsqu00a.xn--fiqs8s|a@xn--fsqu00a.xn--fiqs8s",
                "a@b.org, c@d.org|a@b.org c@d.org",
                "Ann <a@b.org>,, \"C\" <c@d.org>,|a@b.org c@d.org",
                "Team: a@b.org, Cy <c@d.org>;|a@b.org c@d.org",
                "Team: a@b.org;, e@f.org|a@b.org e@f.org",
                "undisclosed-recipients:;|~~",
                "~~|~~",
                "a..b@b.org|\"a..b\"@b.org",
                "a_b@b_c.org|a_b@b_c.org"
            })
    void parseShouldReadAddressesWhenFieldIsClear(String field, String addresses) {
        Mailboxes read = Mailboxes.parse(field);

        assertThat(read.malformed()).isFalse();
        assertThat(String.join(" ", addresses(read))).isEqualTo(addresses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ceo@bank.com <evil@x.org>",
                "<ceo@bank.com> <evil@x.org>",
                "<ceo@bank.com> evil@x.org",
                "evil@x.org <ceo@bank.com",
                "ceo@bank.com> evil@x.org",
                "ceo@bank.com evil@x.org",
                "ceo <ceo@bank.com> ceo",
                "Smith, Ann <a@b.org>",
                "Ann @ Work <a@b.org>",
                "Re: Ann <a@b.org>",
                "Ann",
                "\"a@b.org\"",
                "=?utf-8?Q?ceo=40bank.com?=",
                "=?utf-8?Q?ceo?=@bank.com",
                "=?utf-8?Q?ceo=40bank.com=3E=00?=@evil.org",
                "ceo(comment)@bank.com",
                "ceo@bank.com(.evil).org",
                "<ceo@bank.com(.evil.org)>",
                "<@relay.org:ceo@bank.com>",
                "<@relay.org,@two.org:ceo@bank.com>",
                "ceo @ bank.com",
                "ceo@ bank.com",
                "ceo@bank .com",
                "ceo@bank.com@evil.org",
                "\"ceo@bank.com\"@evil.org",
                "\"ceo@bank.com>\"@evil.org",
                "\"ceo\\\"\"@evil.org",
                "\"c\\eo\"@bank.com",
                "ceo@[192.0.2.1 ]",
                "ceo@bank..com",
                "ceo@.bank.com",
                "ceo@bank.com.",
                "ceo@",
                "@bank.com",
                "<>",
                "<ceo>",
                "\"ceo <evil@x.org>",
                "(ceo evil@x.org",
                "ceo) evil@x.org",
                "ceo\\@bank.com",
                "ceo@bank.com;",
                "Team: a@b.org",
                "Team: Inner: a@b.org;;",
                ": a@b.org;",
                "Team: a@b.org; c@d.org",
                "ceo\u202e@bank.com",
                "ceo\u200b@bank.com",
                "ceo@ba\u00adnk.com",
                "ceo@bank\uff20.com\u0000",
                "ceo\u00a0x@bank.com",
                "ceo@bank.com\u0007",
                "ceo@ba%nk.com",
                "ceo@[1.2.3.4",
                "ceo@bank.com]"
            })
    void parseShouldSayMalformedWhenReadersMayDiffer(String field) {
        assertThat(Mailboxes.parse(field).malformed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"ceo@bank.com\" <evil@x.org>|true",
                "=?utf-8?Q?ceo=40bank.com?= <evil@x.org>|true",
                "=?utf-8?B?Y2VvQGJhbmsuY29t?= <evil@x.org>|true",
                "evil@x.org (ceo@bank.com)|true",
                "(ceo@bank.com) <evil@x.org>|true",
                "\"ceo＠bank.com\" <evil@x.org>|true",
                "\"evil@x.org\" <evil@x.org>|false",
                "\"'Evil@x.org'\" <evil@x.org>|false",
                "evil@x.org <evil@x.org>|false",
                "\"not.evil@x.org\" <evil@x.org>|true",
                "\"evil@x.org.bank.com\" <evil@x.org>|true",
                "\"ceo@bank.com\": evil@x.org;|true",
                "=?utf-8?Q?ceo=40bank.com?=: evil@x.org;|true",
                "Team: evil@x.org; (ceo@bank.com)|true",
                "(ceo@bank.com), evil@x.org|true",
                "=?utf-8*en?Q?ceo=40bank.com?= <evil@x.org>|true",
                "=?x-unknown?Q?ceo=40bank.com?= <evil@x.org>|true",
                "=?x_*!?Q?ceo=40bank.com?= <evil@x.org>|true",
                "=?utf-7?Q?ceo+AEA-bank.com?= <evil@x.org>|true",
                "=?UNICODE-1-1-UTF-7?Q?ceo+AEA-bank.com?= <evil@x.org>|true",
                "=?unknown-8bit?Q?J=F6rg?= <a@b.org>|false",
                "=?utf-8*de?Q?J=C3=B6rg?= <a@b.org>|false",
                "Team: a@b.org;|false",
                "Team: a@b.org; (all of them)|false",
                "Ann <a@b.org>|false",
                "a@b.org|false"
            })
    void parseShouldSayMisleadingWhenNameShowsAnotherAddress(String field, boolean misleading) {
        Mailboxes read = Mailboxes.parse(field);

        assertThat(read.malformed()).isFalse();
        assertThat(read.misleading()).isEqualTo(misleading);
    }

    @Test
    void parseShouldAgreeWithMime4jWhenFieldIsClear() {
        List<String> fields =
                List.of(
                        "Ann <a@b.org>, c@d.org (Cy)",
                        "\"Smith, A\" <a@b.org>",
                        "Team: a@b.org, C <c@d.org>;",
                        "\"a b\"@b.org");
        for (String field : fields) {
            List<Mailbox> byMime4j =
                    LenientAddressParser.DEFAULT.parseAddressList(field).flatten().stream()
                            .map(m -> new Mailbox(m.getLocalPart(), m.getDomain()))
                            .toList();

            assertThat(Mailboxes.parse(field).mailboxes()).isEqualTo(byMime4j);
        }
    }

    @Test
    void parseShouldGiveGuessForDisplayWhenFieldIsMalformed() {
        Mailboxes read = Mailboxes.parse("Smith, Ann <a@b.org>");

        assertThat(read.malformed()).isTrue();
        assertThat(addresses(read)).containsExactly("a@b.org");
    }

    @Test
    void ofShouldReadUtf8Address() {
        HeaderField field =
                HeaderField.of("From: Jörg <jörg@bücher.de>\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(addresses(Mailboxes.of(field))).containsExactly("jörg@bücher.de");
        assertThat(Mailboxes.of(field).malformed()).isFalse();
    }

    @Test
    void ofShouldAcceptNameButNoAddressWhenOctetsAreNotUtf8() {
        HeaderField name = HeaderField.of(Texts.bytes("From: J\u00f6rg <j@b.de>\r\n"));
        HeaderField address = HeaderField.of(Texts.bytes("From: <j\u00f6rg@b.de>\r\n"));

        assertThat(Mailboxes.of(name).malformed()).isFalse();
        assertThat(Mailboxes.of(address).malformed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: a@b.org\rx\r\n", "From: a@b.org\0\r\n", "From: a@b.org\r\r\n"})
    void ofShouldSayMalformedWhenStrayControlsStandInField(String raw) {
        assertThat(Mailboxes.of(HeaderField.of(Texts.bytes(raw))).malformed()).isTrue();
    }

    @Test
    void ofShouldReadFoldedField() {
        HeaderField field =
                HeaderField.of(Texts.bytes("From: \"Ann\r\n Smith\"\r\n\t<a@b.org>\r\n"));

        assertThat(addresses(Mailboxes.of(field))).containsExactly("a@b.org");
        assertThat(Mailboxes.of(field).malformed()).isFalse();
    }

    private static List<String> addresses(Mailboxes read) {
        return read.mailboxes().stream().map(Mailbox::addrSpec).toList();
    }
}
