package org.securemessaging.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.trust.TestCa;

class CrlStockTest {
    private static final Instant NOW = TestCa.NOW;
    private static final Instant PAST = NOW.minus(Duration.ofDays(1));

    @TempDir private Path work;
    private Path files;
    private LoopbackServer server;
    private HttpFetcher fetcher;
    private CrlCache cache;

    private final TestCa one = new TestCa("CN=One");
    private final TestCa two = new TestCa("CN=Two");

    @BeforeEach
    void start() throws IOException {
        files = Files.createDirectory(work.resolve("files"));
        server = new LoopbackServer();
        fetcher = new HttpFetcher(LoopbackServer.allowed());
        cache =
                new CrlCache(
                        new CrlStore(work.resolve("cache")),
                        fetcher,
                        CrlCacheSettings.DEFAULT,
                        Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        cache.close();
        fetcher.close();
        server.close();
    }

    @Test
    void allShouldTellOfFilesAndOfWhatWasFetched() throws IOException {
        Path file = put("one.crl", one.crl().number(7).encoded());
        URI address = server.serve("/two.crl", old(two));
        cache.get(address, FetchBudget.perMail());

        List<CrlFacts> all = stock().all();

        assertThat(all).extracting(CrlFacts::place).containsExactly(file.toString(), address + "");
        assertThat(all).extracting(CrlFacts::entries).containsExactly(0, 0);
        assertThat(all)
                .extracting(stock()::state)
                .containsExactly(CrlState.CURRENT, CrlState.EXPIRED);
    }

    @Test
    void stateShouldFollowTheDates() throws IOException {
        put("a.crl", one.crl().issued(NOW.plus(Duration.ofHours(1))).encoded());
        put("b.crl", one.crl().neverDue().encoded());
        put("c.crl", old(one));
        put("d.crl", one.crl().encoded());

        assertThat(stock().all())
                .extracting(stock()::state)
                .extracting(CrlState::word)
                .containsExactly("future", "undated", "expired", "current");
    }

    @Test
    void freshnessShouldBeGoodWithNothingAtHand() {
        assertThat(stock().freshness().isGood()).isTrue();
    }

    @Test
    void freshnessShouldNameTheIssuerWhoseNewestCrlIsOverdue() throws IOException {
        put("one-old.crl", old(one));
        put("one-new.crl", one.crl().encoded());
        put("two.crl", old(two));

        CrlFreshness freshness = stock().freshness();

        assertThat(freshness.series()).isEqualTo(2);
        assertThat(freshness.overdue())
                .singleElement()
                .satisfies(
                        overdue -> {
                            assertThat(overdue.crl().issuer()).isEqualTo(two.name());
                            assertThat(overdue.state()).isEqualTo(CrlState.EXPIRED);
                        });
    }

    @Test
    void freshnessShouldNotTakeOneScopeForAnother() throws IOException {
        IssuingDistributionPoint users =
                new IssuingDistributionPoint(null, true, false, null, false, false);
        put(
                "users.crl",
                one.crl()
                        .with(Extension.issuingDistributionPoint, true, users)
                        .issued(PAST.minusSeconds(9))
                        .due(PAST)
                        .encoded());
        put("all.crl", one.crl().encoded());

        assertThat(stock().freshness().overdue()).hasSize(1);
    }

    @Test
    void freshnessShouldNotMindAnAddressWhoseCrlIsHadElsewhere() throws IOException {
        cache.get(server.serve("/old.crl", old(one)), FetchBudget.perMail());
        assertThat(stock().freshness().overdue()).hasSize(1);

        cache.get(server.serve("/new.crl", one.crl().encoded()), FetchBudget.perMail());

        assertThat(stock().freshness().isGood()).isTrue();
    }

    @Test
    void freshnessShouldNameAnAddressThatGivesNone() {
        URI address = server.uri("/absent.crl");
        cache.get(address, FetchBudget.perMail());

        CrlFreshness freshness = stock().freshness();

        assertThat(freshness.failing()).containsOnlyKeys(address);
        assertThat(freshness.isGood()).isFalse();
    }

    @Test
    void freshnessShouldNotMindWhatNobodyAskedFor() {
        cache.refresh(server.serve("/old.crl", old(one)));

        assertThat(stock().freshness().isGood()).isTrue();
        assertThat(stock().all()).hasSize(1);
    }

    @Test
    void freshnessShouldNameAFileThatIsNoCrl() throws IOException {
        put("notes.txt", new byte[] {'h', 'i'});

        assertThat(stock().freshness().isGood()).isFalse();
        assertThat(stock().problems()).singleElement().asString().contains("notes.txt");
    }

    @Test
    void refreshShouldSayWhatCameOfIt() {
        URI address = server.serve("/one.crl", one.crl().encoded());

        CrlStock.Refreshed first = stock().refresh(address).orElseThrow();
        CrlStock.Refreshed again = stock().refresh(address).orElseThrow();
        CrlStock.Refreshed absent = stock().refresh(server.uri("/absent.crl")).orElseThrow();

        assertThat(first.changed()).isTrue();
        assertThat(again.changed()).isFalse();
        assertThat(again.problem()).isEmpty();
        assertThat(again.crl()).isEqualTo(first.crl());
        assertThat(absent.crl()).isEmpty();
        assertThat(absent.problem().orElseThrow().reason().code()).isEqualTo("crl-unavailable");
    }

    private CrlStock stock() {
        return new CrlStock(
                new CrlFolder(List.of(files)),
                Optional.of(cache),
                RevocationRules.DEFAULT,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path put(String name, byte[] octets) throws IOException {
        return Files.write(files.resolve(name), octets);
    }

    private static byte[] old(TestCa ca) {
        return ca.crl().issued(PAST.minusSeconds(9)).due(PAST).encoded();
    }
}
