package org.securemessaging.verification;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.cms.decrypt.Decompression;
import org.securemessaging.cms.decrypt.Decompressor;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.EnvelopeFacts;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

/**
 * Opens layers with keys, and keeps what was inside until it is closed. For one message and one
 * thread.
 */
final class KeyedUnsealer implements LayerUnsealer, Closeable {
    private final EnvelopeDecryptor decryptor;
    private final Decompressor decompressor;
    private final KeyRing keys;
    private final SpoolLimits spool;
    private final List<OpenedEnvelope> envelopes = new ArrayList<>();
    private final List<MessageBytes> contents = new ArrayList<>();
    private long left;

    KeyedUnsealer(
            EnvelopeDecryptor decryptor, KeyRing keys, SpoolLimits spool, OpeningLimits limits) {
        this.decryptor = decryptor;
        this.decompressor = new Decompressor(limits.ratio());
        this.keys = keys;
        this.spool = spool;
        this.left = limits.octets();
    }

    @Override
    public Unsealed open(LayerCarrier.Opaque carrier, CmsType type, PartNumber part) {
        try {
            return type == CmsType.COMPRESSED_DATA
                    ? decompress(carrier, part)
                    : decrypt(carrier, type, part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The layers that were looked at, outermost first. */
    List<OpenedEnvelope> envelopes() {
        return List.copyOf(envelopes);
    }

    /** What was inside the innermost layer that was opened. */
    Optional<MessageBytes> innermost() {
        return contents.isEmpty()
                ? Optional.empty()
                : Optional.of(contents.get(contents.size() - 1));
    }

    @Override
    public void close() throws IOException {
        for (MessageBytes content : contents) {
            content.close();
        }
    }

    private Unsealed decrypt(LayerCarrier.Opaque carrier, CmsType type, PartNumber part)
            throws IOException {
        Decryption decryption =
                decryptor.decrypt(() -> carrier.entity().decodedBody(), keys, bounds());
        Optional<EnvelopeFacts> facts = Optional.of(decryption.facts());
        if (decryption instanceof Decryption.Closed closed) {
            return failed(type, part, facts, closed.finding());
        }
        Decryption.Opened opened = (Decryption.Opened) decryption;
        return entity(type, part, facts, opened.content(), opened.contentTypeOid());
    }

    private Unsealed decompress(LayerCarrier.Opaque carrier, PartNumber part) throws IOException {
        Decompression decompression =
                decompressor.open(() -> carrier.entity().decodedBody(), bounds());
        CmsType type = CmsType.COMPRESSED_DATA;
        if (decompression instanceof Decompression.Closed closed) {
            return failed(type, part, Optional.empty(), closed.finding());
        }
        Decompression.Opened opened = (Decompression.Opened) decompression;
        return entity(type, part, Optional.empty(), opened.content(), opened.contentTypeOid());
    }

    private Unsealed entity(
            CmsType type,
            PartNumber part,
            Optional<EnvelopeFacts> facts,
            MessageBytes content,
            String contentType)
            throws IOException {
        if (!contentType.equals(CMSObjectIdentifiers.data.getId())) {
            content.close();
            return failed(
                    type,
                    part,
                    facts,
                    Finding.of(
                            ReasonCode.MALFORMED_MESSAGE,
                            "content of type " + contentType + " is no MIME entity"));
        }
        contents.add(content);
        left -= content.octets().length();
        envelopes.add(new OpenedEnvelope(part.toString(), type, facts, Optional.empty()));
        return new Unsealed(
                Optional.of(content), facts.map(KeyedUnsealer::findings).orElseGet(List::of));
    }

    private static List<Finding> findings(EnvelopeFacts facts) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of(ReasonCode.DECRYPTED, facts.algorithm()));
        if (!facts.authenticated()) {
            findings.add(
                    Finding.of(
                            ReasonCode.NO_INTEGRITY,
                            "nothing shows that nobody changed it on the way"));
        }
        if (facts.type() == CmsType.SIGNED_AND_ENVELOPED_DATA) {
            findings.add(
                    new Finding(
                            ReasonCode.UNSUPPORTED_ALGORITHM,
                            SignatureResult.NONE,
                            "the signature of PKCS #7's signed and enveloped data is not judged"));
        }
        return findings;
    }

    /** A layer that can't be opened says nothing of signatures. */
    private Unsealed failed(
            CmsType type, PartNumber part, Optional<EnvelopeFacts> facts, Finding finding) {
        Finding failure = new Finding(finding.reason(), SignatureResult.NONE, finding.detail());
        envelopes.add(new OpenedEnvelope(part.toString(), type, facts, Optional.of(failure)));
        List<Finding> findings = new ArrayList<>(List.of(failure));
        findings.addAll(LayerUnsealer.unopened(type).findings());
        return new Unsealed(Optional.empty(), findings);
    }

    private SpoolLimits bounds() {
        return new SpoolLimits(
                spool.memoryThreshold(),
                Math.min(spool.maximumSize(), left),
                spool.temporaryFolder());
    }
}
