package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureCheck;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.revocation.Crl;

class CheckedCrlsTest {
    private static final TestCa CA = new TestCa("CN=CA");
    private static final TestCa SAME_NAME = new TestCa("CN=CA");

    private final CheckedCrls checked =
            new CheckedCrls(new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults()));

    @Test
    void checkShouldGiveTheSameAnswerAgain() {
        Crl crl = CA.crl().sign();

        SignatureCheck first = check(crl, CA);

        assertThat(first.valid()).isTrue();
        assertThat(check(Crl.parse(crl.encoded()), CA)).isSameAs(first);
    }

    @Test
    void checkShouldNotTakeOneKeyForAnother() {
        Crl crl = CA.crl().sign();

        assertThat(check(crl, SAME_NAME).valid()).isFalse();
        assertThat(check(crl, CA).valid()).isTrue();
        assertThat(check(crl, SAME_NAME).valid()).isFalse();
    }

    @Test
    void checkShouldNotTakeOneCrlForAnother() {
        byte[] changed = CA.crl().sign().encoded().clone();
        check(CA.crl().sign(), CA);
        changed[changed.length - 5] ^= 1; // In the signature, which ends the CRL.

        assertThat(check(Crl.parse(changed), CA).valid()).isFalse();
    }

    private SignatureCheck check(Crl crl, TestCa signer) {
        return checked.check(crl, crl.signedOctets(), signer.publicKey());
    }
}
