package org.securemessaging.revocation;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;

/** Whatever the octets, the CRL reader gives a CRL or says that they are none. */
final class CrlFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void parse(byte[] octets) {
        try {
            Crl crl = CrlFiles.parse(octets);
            crl.find(crl.issuer(), BigInteger.ONE);
            crl.signedOctets();
            crl.signature();
        } catch (CrlFormatException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no word on what is wrong", e);
            }
        }
    }
}
