package org.securemessaging.keys;

import java.io.IOException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;

/** Takes PKCS#12 files apart (RFC 7292). Thread safe. */
final class Pkcs12Reader {
    private final Provider bouncyCastle;

    Pkcs12Reader(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    KeyMaterial read(byte[] octets, Optional<char[]> password) {
        try {
            return read(
                    new PKCS12PfxPdu(withParameters(octets)),
                    password.orElseGet(() -> new char[0]));
        } catch (PKCSException
                | IOException
                | CertificateFormatException
                | IllegalArgumentException e) {
            // The causes of these name algorithms and lengths, never the password.
            throw new KeyFileException("no PKCS#12 that can be read: " + e.getMessage(), e);
        } catch (KeyFileException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new KeyFileException("malformed PKCS#12", e);
        }
    }

    private KeyMaterial read(PKCS12PfxPdu file, char[] password) throws PKCSException, IOException {
        if (!file.hasMac()) {
            throw new KeyFileException("PKCS#12 without a MAC: nothing shows who wrote it");
        }
        JcePKCS12MacCalculatorBuilderProvider macs =
                new JcePKCS12MacCalculatorBuilderProvider().setProvider(bouncyCastle);
        if (!file.isMacValid(macs, password)) {
            throw new KeyFileException(
                    password.length == 0
                            ? "needs a password, and none is configured for it"
                            : "the password is wrong, or the file is damaged");
        }
        InputDecryptorProvider decryptor =
                new JcePKCSPBEInputDecryptorProviderBuilder()
                        .setProvider(bouncyCastle)
                        .build(password);
        Bags bags = new Bags(decryptor);
        for (ContentInfo content : file.getContentInfos()) {
            bags.addAll(safeBags(content, decryptor));
        }
        return new KeyMaterial(bags.keys, bags.certificates);
    }

    /** Bouncy Castle compares the MAC with its algorithm, and GnuTLS leaves out the NULL of it. */
    private static Pfx withParameters(byte[] octets) {
        Pfx file = Pfx.getInstance(octets);
        MacData mac = file.getMacData();
        if (mac == null || mac.getMac().getAlgorithmId().getParameters() != null) {
            return file;
        }
        DigestInfo digest =
                new DigestInfo(
                        new AlgorithmIdentifier(
                                mac.getMac().getAlgorithmId().getAlgorithm(), DERNull.INSTANCE),
                        mac.getMac().getDigest());
        return new Pfx(
                file.getAuthSafe(),
                new MacData(digest, mac.getSalt(), mac.getIterationCount().intValueExact()));
    }

    private static PKCS12SafeBag[] safeBags(ContentInfo content, InputDecryptorProvider decryptor)
            throws PKCSException {
        return content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                ? new PKCS12SafeBagFactory(content, decryptor).getSafeBags()
                : new PKCS12SafeBagFactory(content).getSafeBags();
    }

    private static final class Bags {
        private final InputDecryptorProvider decryptor;
        private final List<PrivateKeyInfo> keys = new ArrayList<>();
        private final List<Certificate> certificates = new ArrayList<>();

        Bags(InputDecryptorProvider decryptor) {
            this.decryptor = decryptor;
        }

        void addAll(PKCS12SafeBag[] bags) throws PKCSException, IOException {
            for (PKCS12SafeBag bag : bags) {
                Object value = bag.getBagValue();
                if (value instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                    keys.add(encrypted.decryptPrivateKeyInfo(decryptor));
                } else if (value instanceof PrivateKeyInfo clear) {
                    keys.add(clear);
                } else if (value instanceof X509CertificateHolder certificate) {
                    certificates.add(Certificate.parse(certificate.getEncoded()));
                }
            }
        }
    }
}
