package org.securemessaging.archive.protection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.cms.sign.CmsSignature;
import org.securemessaging.cms.sign.SignedDataSigner;
import org.securemessaging.cms.sign.SigningException;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningUnavailableException;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.mime.transport.Content;
import org.securemessaging.mime.transport.Contents;

/**
 * Signs for the archive, in the organisation's name. Thread safe.
 *
 * <p>Whatever hinders it makes mails wait: an archive whose reports are only sometimes signed shows
 * nothing.
 */
public final class ReportSigner implements HeadSealer {
    private final SignedDataSigner signer;
    private final Function<Instant, SigningIdentity> identity;
    private final Clock clock;

    /**
     * A signer.
     *
     * @param signer makes the signatures, with timestamps or without
     * @param identity says in whose name is signed at a time; may throw what {@link #sign} hides
     * @param clock says when
     */
    public ReportSigner(
            SignedDataSigner signer, Function<Instant, SigningIdentity> identity, Clock clock) {
        this.signer = signer;
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public byte[] seal(byte[] statement) {
        Content content = Contents.of(statement);
        try (InputStream in = sign(content).enclosing(content).open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can always be read", e);
        }
    }

    /**
     * Signs.
     *
     * @param content the octets
     * @return the signature
     * @throws ArchiveUnavailableException if there is no key, or no timestamp, now
     */
    CmsSignature sign(Content content) {
        Instant now = clock.instant();
        try {
            return signer.sign(content, identity.apply(now), now);
        } catch (SigningException
                | SigningUnavailableException
                | VaultUnavailableException
                | IOException e) {
            throw new ArchiveUnavailableException(
                    "records can't be signed now: " + e.getMessage(), e);
        }
    }
}
