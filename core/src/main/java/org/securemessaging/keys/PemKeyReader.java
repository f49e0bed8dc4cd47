package org.securemessaging.keys;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.securemessaging.certificate.CertificateFiles;

/** Takes keys and certificates from PEM files. Thread safe. */
final class PemKeyReader {
    private final Provider bouncyCastle;
    private final boolean clearKeys;

    PemKeyReader(Provider bouncyCastle, boolean clearKeys) {
        this.bouncyCastle = bouncyCastle;
        this.clearKeys = clearKeys;
    }

    KeyMaterial read(byte[] octets, Optional<char[]> password) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        List<PrivateKeyInfo> keys = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object object = parser.readObject();
                    object != null;
                    object = parser.readObject()) {
                key(object, password).ifPresent(keys::add);
            }
        } catch (KeyFileException e) {
            throw e;
        } catch (IOException | PKCSException | OperatorCreationException e) {
            // A wrong password shows as bad padding or as malformed ASN.1.
            throw new KeyFileException("malformed PEM, or the password is wrong", e);
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new KeyFileException("malformed PEM", e);
        }
        return new KeyMaterial(keys, CertificateFiles.parse(octets).certificates());
    }

    private Optional<PrivateKeyInfo> key(Object object, Optional<char[]> password)
            throws PKCSException, IOException, OperatorCreationException {
        if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return Optional.of(
                    encrypted.decryptPrivateKeyInfo(
                            new JcePKCSPBEInputDecryptorProviderBuilder()
                                    .setProvider(bouncyCastle)
                                    .build(required(password))));
        } else if (object instanceof PEMEncryptedKeyPair encrypted) {
            PEMKeyPair pair =
                    encrypted.decryptKeyPair(
                            new JcePEMDecryptorProviderBuilder()
                                    .setProvider(bouncyCastle)
                                    .build(required(password)));
            return Optional.of(pair.getPrivateKeyInfo());
        } else if (object instanceof PEMKeyPair pair) {
            return Optional.of(inClear(pair.getPrivateKeyInfo()));
        } else if (object instanceof PrivateKeyInfo key) {
            return Optional.of(inClear(key));
        }
        return Optional.empty();
    }

    private PrivateKeyInfo inClear(PrivateKeyInfo key) {
        if (!clearKeys) {
            throw new KeyFileException(
                    "holds a private key in clear: encrypt it (openssl pkcs8 -topk8), or allow"
                            + " clear keys");
        }
        return key;
    }

    private static char[] required(Optional<char[]> password) {
        return password.orElseThrow(
                () -> new KeyFileException("needs a password, and none is configured for it"));
    }
}
