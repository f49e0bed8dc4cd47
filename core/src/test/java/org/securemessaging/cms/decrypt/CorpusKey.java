package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.keys.TestKey;

/** A key that came with the corpus of encapsulations. */
record CorpusKey(CertifiedKey open) implements HeldKey {
    /** By the name of the files before {@code _priv.der} and {@code _ee.der}. */
    static CorpusKey of(String name) {
        try {
            byte[] key = resource("/corpora/pqc-kem/" + name + "_priv.der");
            return new CorpusKey(
                    new CertifiedKey(
                            KeyFactory.getInstance(
                                            PrivateKeyInfo.getInstance(key)
                                                    .getPrivateKeyAlgorithm()
                                                    .getAlgorithm()
                                                    .getId(),
                                            TestKey.PROVIDER)
                                    .generatePrivate(new PKCS8EncodedKeySpec(key)),
                            Optional.empty(),
                            Certificate.parse(resource("/corpora/pqc-kem/" + name + "_ee.der")),
                            List.of()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Certificate certificate() {
        return open.certificate();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = CorpusKey.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
