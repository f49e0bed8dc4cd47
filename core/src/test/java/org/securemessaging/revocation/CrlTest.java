package org.securemessaging.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.trust.TestCa;

final class CrlTest {
    private static final Instant REVOKED = Instant.parse("2026-01-02T03:04:05Z");

    private final TestCa ca = new TestCa("CN=Root,O=Test");
    private final NameKey issuer = NameKey.of(ca.name());

    @Test
    void findShouldFindEveryEntryAndNoOther() {
        var first = ca.person("CN=First");
        var second = ca.person("CN=Second");
        Crl crl = ca.crl().revoke(first, REVOKED, 1).revoke(second, REVOKED, 6).sign();

        assertThat(crl.find(issuer, first.serialNumber()))
                .contains(new CrlEntry(REVOKED, 1, Optional.empty()));
        assertThat(crl.find(issuer, second.serialNumber()).orElseThrow().reason()).isEqualTo(6);
        assertThat(crl.find(issuer, BigInteger.ONE)).isEmpty();
        assertThat(crl.find(NameKey.of(new TestCa("CN=Other").name()), first.serialNumber()))
                .isEmpty();
    }

    @Test
    void parseShouldRefuseEveryTruncation() {
        byte[] crl = ca.crl().revoke(ca.person("CN=First"), REVOKED, 1).encoded();
        for (int length = 0; length < crl.length; length++) {
            byte[] cut = Arrays.copyOf(crl, length);
            assertThatThrownBy(() -> Crl.parse(cut)).isInstanceOf(CrlFormatException.class);
        }
        byte[] longer = Arrays.copyOf(crl, crl.length + 1);
        assertThatThrownBy(() -> Crl.parse(longer)).isInstanceOf(CrlFormatException.class);
    }

    @Test
    void parseShouldGiveAResultForEveryFlippedOctet() {
        var person = ca.person("CN=First");
        byte[] crl = ca.crl().revoke(person, REVOKED, 1).encoded();
        for (int i = 0; i < crl.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = crl.clone();
                flipped[i] ^= (byte) (1 << bit);
                try {
                    Crl.parse(flipped).find(issuer, person.serialNumber());
                } catch (CrlFormatException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    @Test
    void aCrlOfHalfAMillionEntriesShouldCostEightOctetsAnEntryAndMicrosecondsALookUp() {
        int entries = 500_000;
        byte[] der = largeCrl(entries);
        Crl crl = Crl.parse(der);

        assertThat(crl.size()).isEqualTo(entries);
        assertThat(crl.find(issuer, serial(0))).isPresent();
        assertThat(crl.find(issuer, serial(entries - 1))).isPresent();
        assertThat(crl.find(issuer, serial(entries))).isEmpty();

        long start = System.nanoTime();
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            found += crl.find(issuer, serial(i * 10L)).isPresent() ? 1 : 0;
        }
        Duration each = Duration.ofNanos((System.nanoTime() - start) / 100_000);
        assertThat(found).isEqualTo(50_000);
        // About three on an idle machine; a search through all entries takes tens of thousands.
        assertThat(each).isLessThan(Duration.ofNanos(200_000));
    }

    private BigInteger serial(long number) {
        byte[] octets = new byte[16];
        new Random(number).nextBytes(octets);
        octets[0] &= 0x7f;
        octets[0] |= 0x40;
        return new BigInteger(octets);
    }

    /** A small CRL with its entries multiplied; its signature is of no interest here. */
    private byte[] largeCrl(int count) {
        ByteBuffer entries = ByteBuffer.allocate(count * 49);
        byte[] tail = {
            0x17, 13, '2', '6', '0', '1', '0', '2', '0', '3', '0', '4', '0', '5', 'Z', 0x30, 12,
            0x30, 10, 6, 3, 0x55, 0x1d, 0x15, 4, 3, 0x0a, 1, 1
        };
        for (int i = 0; i < count; i++) {
            byte[] serial = serial(i).toByteArray();
            entries.put((byte) 0x30).put((byte) (2 + serial.length + tail.length));
            entries.put((byte) 2).put((byte) serial.length).put(serial).put(tail);
        }
        byte[] small = ca.crl().encoded();
        byte[] list = Arrays.copyOf(entries.array(), entries.position());
        return CrlSplicer.withEntries(small, list);
    }
}
