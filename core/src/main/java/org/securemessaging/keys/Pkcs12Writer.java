package org.securemessaging.keys;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.securemessaging.certificate.Certificate;

/**
 * Writes PKCS#12 files (RFC 7292), encrypted with AES-256-CBC and PBKDF2 with HMAC-SHA-256 (RFC
 * 8018). Thread safe.
 */
final class Pkcs12Writer {
    // A vault of ten thousand files is read within minutes; its password is a program's and long.
    private static final int ITERATIONS = 10_000;

    private static final AlgorithmIdentifier PRF =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

    private final Provider bouncyCastle;

    Pkcs12Writer(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * Writes keys with their certificates, and those above them.
     *
     * @param pairs the keys
     * @param password the file's
     * @return the file's octets
     * @throws KeyFileException if a key can't be written
     */
    byte[] write(List<KeyMaterial.Pair> pairs, char[] password) {
        try {
            PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder();
            Set<Certificate> written = new LinkedHashSet<>();
            List<PKCS12SafeBag> certificates = new ArrayList<>();
            for (KeyMaterial.Pair pair : pairs) {
                DEROctetString id = id(pair.certificate());
                file.addData(
                        new PKCS12SafeBagBuilder(pair.key(), encryptor(password))
                                .addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id)
                                .build());
                written.add(pair.certificate());
                certificates.add(
                        new PKCS12SafeBagBuilder(pair.certificate().holder())
                                .addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id)
                                .build());
            }
            for (KeyMaterial.Pair pair : pairs) {
                for (Certificate above : pair.chain()) {
                    if (written.add(above)) {
                        certificates.add(new PKCS12SafeBagBuilder(above.holder()).build());
                    }
                }
            }
            return sealed(file, certificates, password);
        } catch (IOException | PKCSException | OperatorCreationException e) {
            throw new KeyFileException("a key that can't be written as PKCS#12", e);
        }
    }

    private byte[] sealed(
            PKCS12PfxPduBuilder file, List<PKCS12SafeBag> certificates, char[] password)
            throws IOException, PKCSException, OperatorCreationException {
        file.addEncryptedData(encryptor(password), certificates.toArray(PKCS12SafeBag[]::new));
        return file.build(
                        new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256)
                                .setIterationCount(ITERATIONS)
                                .setProvider(bouncyCastle),
                        password)
                .getEncoded();
    }

    /** A new one for each bag, since each has a salt and an IV of its own. */
    private OutputEncryptor encryptor(char[] password) throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setPRF(PRF)
                .setIterationCount(ITERATIONS)
                .setProvider(bouncyCastle)
                .build(password);
    }

    /** By which other programs tell which certificate is the key's. */
    private static DEROctetString id(Certificate certificate) {
        try {
            return new DEROctetString(
                    MessageDigest.getInstance("SHA-1").digest(certificate.encoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
