package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.securemessaging.net.dns.TestZone;
import org.xbill.DNS.DClass;
import org.xbill.DNS.SRVRecord;

class SrvOrderTest {
    private final Random chance = new Random(7);

    @Test
    void orderShouldGoByPriority() {
        List<SRVRecord> ordered =
                SrvOrder.of(
                        List.of(server("c", 20, 0), server("a", 5, 1), server("b", 10, 99)),
                        chance);

        assertThat(ordered)
                .extracting(each -> each.getTarget().toString())
                .containsExactly("a.test.", "b.test.", "c.test.");
    }

    @Test
    void orderShouldGoByWeightAmongEquals() {
        List<SRVRecord> servers =
                List.of(server("a", 1, 60), server("b", 1, 20), server("c", 1, 20));
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            List<SRVRecord> ordered = SrvOrder.of(servers, chance);
            assertThat(ordered).hasSize(3).doesNotHaveDuplicates();
            first.merge(ordered.get(0).getTarget().toString(), 1, Integer::sum);
        }

        assertThat(first.get("a.test.")).isBetween(5_700, 6_300);
        assertThat(first.get("b.test.")).isBetween(1_700, 2_300);
    }

    @Test
    void orderShouldDrawThoseOfNoWeightRarelyButNotNever() {
        List<SRVRecord> servers = List.of(server("a", 1, 0), server("b", 1, 99));
        int zeroes = 0;
        for (int i = 0; i < 10_000; i++) {
            zeroes += SrvOrder.of(servers, chance).get(0).getWeight() == 0 ? 1 : 0;
        }

        assertThat(zeroes).isBetween(40, 200);
    }

    @Test
    void orderShouldHoldNoServerForTheRoot() {
        assertThat(
                        SrvOrder.of(
                                List.of(
                                        new SRVRecord(
                                                TestZone.name("x.test"),
                                                DClass.IN,
                                                60,
                                                0,
                                                0,
                                                0,
                                                TestZone.name("."))),
                                chance))
                .isEmpty();
    }

    private static SRVRecord server(String host, int priority, int weight) {
        return new SRVRecord(
                TestZone.name("_ldap._tcp.test"),
                DClass.IN,
                60,
                priority,
                weight,
                389,
                TestZone.name(host + ".test"));
    }
}
