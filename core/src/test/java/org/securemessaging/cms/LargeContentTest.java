package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSTypedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.MessageBytes;

/** A hundred megabytes of content in a heap of 64, however they are written. */
class LargeContentTest {
    private static final int MEGABYTES = 100;
    private static final int SEGMENT = 4096;

    @TempDir private static Path folder;

    private static Path content;
    private static CMSSignedData overOctets;
    private static CMSSignedData overLines;

    @BeforeAll
    static void writeContent() throws IOException {
        content = folder.resolve("content");
        byte[] megabyte =
                "Sixty-three octets and a bare line feed make up a line of this.\n"
                        .repeat((1 << 20) / 64)
                        .getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(content)) {
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(megabyte);
            }
        }
        TestSigner signer = TestSigner.of(TestAlgorithm.RSA_SHA256);
        overOctets = signer.signDetached(new FileContent(false), true);
        overLines = signer.signDetached(new FileContent(true), true);
    }

    @Test
    void verifyShouldKeepDetachedContentOutOfTheHeap() throws Exception {
        Path signature = folder.resolve("detached.p7s");
        Files.write(signature, overLines.getEncoded(ASN1Encoding.DER));

        assertThat(SmallHeap.verify(folder, "detached", signature.toString(), content.toString()))
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldKeepContentOfDefiniteLengthOutOfTheHeap() throws Exception {
        Path structure = folder.resolve("definite.p7m");
        writeDefinite(structure);

        assertThat(SmallHeap.verify(folder, "enclosed", structure.toString())).isEqualTo("intact");
    }

    @Test
    void verifyShouldKeepContentInSegmentsOutOfTheHeap() throws Exception {
        Path structure = folder.resolve("indefinite.p7m");
        writeIndefinite(structure);

        assertThat(SmallHeap.verify(folder, "enclosed", structure.toString())).isEqualTo("intact");
    }

    @Test
    void verifyShouldKeepContentOutOfTheHeapWhenTheSignatureIsOverItDirectly() throws Exception {
        Path signature = folder.resolve("direct.p7s");
        CMSSignedData direct =
                TestSigner.of(TestAlgorithm.RSA_SHA256).signDetached(new FileContent(true), false);
        Files.write(signature, direct.getEncoded(ASN1Encoding.DER));

        assertThat(SmallHeap.verify(folder, "detached", signature.toString(), content.toString()))
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldRefuseWhatAnAlgorithmWouldKeepInMemory() throws Exception {
        Path signature = folder.resolve("edwards.p7s");
        CMSSignedData direct =
                TestSigner.of(TestAlgorithm.ED25519).sign(new byte[] {1}, false, false, false);
        Files.write(signature, direct.getEncoded(ASN1Encoding.DER));

        assertThat(SmallHeap.verify(folder, "detached", signature.toString(), content.toString()))
                .isEqualTo("broken limit-exceeded");
    }

    private static void writeDefinite(Path file) throws IOException {
        SignedData data = SignedData.getInstance(overOctets.toASN1Structure().getContent());
        long size = Files.size(content);
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        tail.write(der(new DERTaggedObject(false, 0, data.getCertificates())));
        tail.write(der(data.getSignerInfos()));
        ASN1ObjectIdentifier type = CMSObjectIdentifiers.data;
        byte[] octetString = header(0x04, size);
        byte[] explicit = header(0xA0, octetString.length + size);
        long encapLength = der(type).length + explicit.length + octetString.length + size;
        byte[] encap = header(0x30, encapLength);
        byte[] version = der(new ASN1Integer(1));
        byte[] digests = der(data.getDigestAlgorithms());
        long dataLength =
                version.length + digests.length + encap.length + encapLength + tail.size();
        byte[] signedData = header(0x30, dataLength);
        byte[] outer = header(0xA0, signedData.length + dataLength);
        byte[] oid = der(CMSObjectIdentifiers.signedData);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header(0x30, oid.length + outer.length + signedData.length + dataLength));
            for (byte[] piece :
                    new byte[][] {
                        oid,
                        outer,
                        signedData,
                        version,
                        digests,
                        encap,
                        der(type),
                        explicit,
                        octetString
                    }) {
                out.write(piece);
            }
            Files.copy(content, out);
            tail.writeTo(out);
        }
    }

    private static void writeIndefinite(Path file) throws IOException {
        SignedData data = SignedData.getInstance(overOctets.toASN1Structure().getContent());
        byte[] end = {0, 0};
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                InputStream in = Files.newInputStream(content)) {
            out.write(new byte[] {0x30, (byte) 0x80});
            out.write(der(CMSObjectIdentifiers.signedData));
            out.write(new byte[] {(byte) 0xA0, (byte) 0x80, 0x30, (byte) 0x80});
            out.write(der(new ASN1Integer(1)));
            out.write(der(data.getDigestAlgorithms()));
            out.write(new byte[] {0x30, (byte) 0x80});
            out.write(der(CMSObjectIdentifiers.data));
            out.write(new byte[] {(byte) 0xA0, (byte) 0x80, 0x24, (byte) 0x80});
            for (byte[] next = in.readNBytes(SEGMENT);
                    next.length > 0;
                    next = in.readNBytes(SEGMENT)) {
                out.write(header(0x04, next.length));
                out.write(next);
            }
            out.write(end);
            out.write(end);
            out.write(end);
            out.write(der(new DERTaggedObject(false, 0, data.getCertificates())));
            out.write(der(data.getSignerInfos()));
            out.write(end);
            out.write(end);
            out.write(end);
        }
    }

    private static byte[] header(int identifier, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(identifier);
        out.write(0x84);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write((int) (length >> shift));
        }
        return out.toByteArray();
    }

    private static byte[] der(ASN1Encodable value) throws IOException {
        return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    }

    /** The file, as it is or in canonical form. */
    private record FileContent(boolean canonical) implements CMSTypedData {
        @Override
        public ASN1ObjectIdentifier getContentType() {
            return CMSObjectIdentifiers.data;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            try (MessageBytes bytes = MessageBytes.of(content);
                    InputStream in =
                            canonical
                                    ? new CanonicalInputStream(bytes.octets())
                                    : bytes.octets().open()) {
                in.transferTo(out);
            }
        }

        @Override
        public Object getContent() {
            return content;
        }
    }
}
