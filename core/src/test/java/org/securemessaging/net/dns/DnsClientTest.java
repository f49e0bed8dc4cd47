package org.securemessaging.net.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SMIMEARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsClientTest {
    private static final String ALICE = "alice._smimecert.example.test";

    @TempDir private Path folder;
    private final TestInternet internet = new TestInternet();

    @AfterEach
    void close() {
        internet.close();
    }

    @Test
    void askShouldProveWhatIsSigned() {
        Record record = add(internet.example(), ALICE, new byte[] {1, 2, 3});

        assertThat(validating()).isEqualTo(new DnsAnswer.Found(List.of(record), true));
    }

    @Test
    void askShouldFollowAnAliasIntoAnotherSignedZone() {
        Record record = add(internet.other(), "target.other.test", new byte[] {4});
        alias(ALICE, "target.other.test");

        assertThat(validating()).isEqualTo(new DnsAnswer.Found(List.of(record), true));
    }

    @Test
    void askShouldNotProveWhatAnAliasFindsWithoutSignature() {
        Record record = add(internet.plain(), "target.plain.test", new byte[] {4});
        alias(ALICE, "target.plain.test");

        assertThat(validating()).isEqualTo(new DnsAnswer.Found(List.of(record), false));
    }

    @Test
    void askShouldTakeNoRecordOfAnotherNameThoughItIsProved() {
        Record own = add(internet.example(), ALICE, new byte[] {1});
        add(internet.other(), "mallory.other.test", new byte[] {6, 6, 6});
        List<Record> mallorys =
                internet.other()
                        .find(TestZone.name("mallory.other.test"), Type.SMIMEA)
                        .orElseThrow();
        internet.server()
                .changing(
                        message -> {
                            if (message.getQuestion().getType() == Type.SMIMEA) {
                                mallorys.forEach(each -> message.addRecord(each, Section.ANSWER));
                            }
                            return message;
                        });

        assertThat(validating()).isEqualTo(new DnsAnswer.Found(List.of(own), true));
        assertThat(internet.plainClient().ask(ALICE, Type.SMIMEA))
                .isEqualTo(new DnsAnswer.Found(List.of(own), false));
    }

    @Test
    void askShouldNotProveAZoneWithoutDnssec() {
        Record record = add(internet.plain(), "alice._smimecert.plain.test", new byte[] {1});

        assertThat(ask("alice._smimecert.plain.test"))
                .isEqualTo(new DnsAnswer.Found(List.of(record), false));
        assertThat(ask("bob._smimecert.plain.test")).isEqualTo(new DnsAnswer.None(false));
    }

    @Test
    void askShouldProveThatANameIsNotThere() {
        add(internet.example(), ALICE, new byte[] {1});

        assertThat(ask("bob._smimecert.example.test")).isEqualTo(new DnsAnswer.None(true));
        assertThat(ask("_smimecert.example.test")).isEqualTo(new DnsAnswer.None(true));
        assertThat(ask("nobody.test")).isEqualTo(new DnsAnswer.None(true));
    }

    @Test
    void askShouldFailWhenADenialIsForged() {
        add(internet.example(), ALICE, new byte[] {1});
        internet.server()
                .changing(
                        message -> {
                            if (message.getQuestion().getType() == Type.SMIMEA) {
                                message.removeAllRecords(Section.ANSWER);
                                message.getHeader().setRcode(Rcode.NXDOMAIN);
                            }
                            return message;
                        });

        assertThat(validating()).asInstanceOf(type(DnsAnswer.Failed.class)).isNotNull();
    }

    @Test
    void askShouldFailWhenASignatureIsWrong() {
        add(internet.example(), ALICE, new byte[] {1});
        internet.example().forge(Type.SMIMEA);

        assertThat(detail(validating())).startsWith("SERVFAIL").contains("BOGUS");
    }

    @Test
    void askShouldFailWhenSignaturesAreTakenAway() {
        add(internet.example(), ALICE, new byte[] {1});
        internet.server()
                .changing(
                        message -> {
                            List<Record> answer = message.getSection(Section.ANSWER);
                            answer.stream()
                                    .filter(each -> each.getType() == Type.RRSIG)
                                    .toList()
                                    .forEach(each -> message.removeRecord(each, Section.ANSWER));
                            message.getHeader().setFlag(Flags.AD);
                            return message;
                        });

        assertThat(detail(validating())).startsWith("SERVFAIL");
    }

    @Test
    void askShouldFailWhenSignaturesHaveExpired() {
        add(internet.example(), ALICE, new byte[] {1});
        internet.example().expire();

        assertThat(detail(validating())).startsWith("SERVFAIL");
    }

    @Test
    void askShouldFailInTimeWhenNobodyAnswers() {
        internet.silence();

        long before = System.nanoTime();
        assertThat(detail(validating())).startsWith("no answer");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void askShouldFailWhenTheAnswerIsToAnotherQuestion() {
        add(internet.example(), ALICE, new byte[] {1});
        internet.server()
                .changing(
                        message -> {
                            message.getHeader().setID(message.getHeader().getID() ^ 1);
                            return message;
                        });

        assertThat(detail(validating())).startsWith("no answer");
    }

    @Test
    void askShouldFetchOverTcpWhatUdpCutsOff() {
        byte[] large = new byte[40_000];
        Record record = add(internet.example(), ALICE, large);

        assertThat(validating()).isEqualTo(new DnsAnswer.Found(List.of(record), true));
        assertThat(internet.server().overTcp()).isPositive();
    }

    @Test
    void askShouldSayWhatTheResolverSays() {
        internet.server().changing(message -> coded(message, Rcode.REFUSED));

        assertThat(detail(internet.plainClient().ask(ALICE, Type.SMIMEA))).isEqualTo("REFUSED");
    }

    @Test
    void askShouldTakeAResolversWordOnlyWhenToldTo() {
        Record record = add(internet.example(), ALICE, new byte[] {1});
        internet.server()
                .changing(
                        message -> {
                            message.getHeader().setFlag(Flags.AD);
                            return message;
                        });

        assertThat(internet.believing().ask(ALICE, Type.SMIMEA))
                .isEqualTo(new DnsAnswer.Found(List.of(record), true));
        assertThat(internet.plainClient().ask(ALICE, Type.SMIMEA))
                .isEqualTo(new DnsAnswer.Found(List.of(record), false));
    }

    @Test
    void askShouldNotTakeMoreThanTheResolversWord() {
        Record record = add(internet.example(), ALICE, new byte[] {1});

        assertThat(internet.believing().ask(ALICE, Type.SMIMEA))
                .isEqualTo(new DnsAnswer.Found(List.of(record), false));
    }

    @Test
    void problemShouldTellWhetherAnswersComeAndAreProved() {
        DnsClient validating = internet.validating(folder);
        assertThat(validating.problem()).isEmpty();
        assertThat(internet.plainClient().problem()).isEmpty();
        assertThat(internet.believing().problem().orElseThrow()).contains("not proved by DNSSEC");

        internet.silence();
        assertThat(internet.validating(folder).problem().orElseThrow()).startsWith("no answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", "a\\046b", "a b", "*.test", "\u202etest", "a\u0000b", "."})
    void askShouldRefuseWhatIsNoName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> ask(name));
        assertThat(internet.server().asked()).isZero();
    }

    @Test
    void askShouldRefuseANameThatIsTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> ask("a".repeat(64) + ".test"));
        assertThatIllegalArgumentException().isThrownBy(() -> ask("abcdefg.".repeat(40) + "test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "test. IN A 127.0.0.1", "; nothing"})
    void clientShouldRefuseAnchorsThatAreNone(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("anchors"), content);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new DnsClient(
                                        new DnsSettings(
                                                List.of(
                                                        new InetSocketAddress(
                                                                InetAddress.getLoopbackAddress(),
                                                                53)),
                                                List.of(file),
                                                false,
                                                Duration.ofSeconds(1)),
                                        Clock.systemUTC()))
                .withMessageContaining(file.toString());
    }

    private DnsAnswer validating() {
        return ask(ALICE);
    }

    private DnsAnswer ask(String name) {
        return internet.validating(folder).ask(name, Type.SMIMEA);
    }

    private void alias(String from, String to) {
        internet.example()
                .add(
                        new CNAMERecord(
                                TestZone.name(from), DClass.IN, TestZone.TTL, TestZone.name(to)));
    }

    private static Record add(TestZone zone, String name, byte[] data) {
        Record record =
                new SMIMEARecord(TestZone.name(name), DClass.IN, TestZone.TTL, 3, 0, 0, data);
        zone.add(record);
        return record;
    }

    private static Message coded(Message message, int code) {
        message.getHeader().setRcode(code);
        return message;
    }

    private static String detail(DnsAnswer answer) {
        return ((DnsAnswer.Failed) answer).detail();
    }
}
