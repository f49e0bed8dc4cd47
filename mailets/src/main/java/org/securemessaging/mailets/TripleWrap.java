package org.securemessaging.mailets;

import java.io.IOException;
import java.util.Optional;
import org.apache.mailet.Mail;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.EncryptionRequest;
import org.securemessaging.cms.encrypt.MessageEncryptor;
import org.securemessaging.cms.encrypt.TripleWrapping;
import org.securemessaging.cms.sign.MessageSigner;
import org.securemessaging.cms.sign.SignatureForm;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningRequest;
import org.securemessaging.cms.sign.SigningSettings;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.pipeline.SendingRights;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs within envelopes and around them (RFC 2634 §1.1), for the user who handed the mail in and
 * by the same rules as {@link SMIMESign}. Thread safe.
 */
final class TripleWrap {
    private static final Logger LOGGER = LoggerFactory.getLogger(TripleWrap.class);

    private final SigningEngine engine;
    private final Submitter submitter;
    private final SendingRights rights;
    private final MessageSigner signer;
    private final TripleWrapping wrapping;

    TripleWrap(
            SigningEngine engine,
            Submitter submitter,
            SendingRights rights,
            MessageEncryptor encryptor) {
        this.engine = engine;
        this.submitter = submitter;
        this.rights = rights;
        this.signer = engine.signer(SigningSettings.DEFAULT, Optional.empty());
        this.wrapping = new TripleWrapping(signer, encryptor);
    }

    /**
     * In whose name a mail's envelopes are signed.
     *
     * @return empty if nobody logged in to send it, if it may be somebody else's, or if there is
     *     neither a key of its author's nor one of his domain's
     * @throws org.securemessaging.keys.VaultUnavailableException if keys can't be reached now
     */
    Optional<SigningIdentity> identity(Mail mail, Header header) {
        Optional<MailAddress> user = submitter.of(mail);
        if (user.isEmpty()) {
            return Optional.empty();
        }
        SenderClaim claim =
                SenderClaim.of(
                        header,
                        SMIMESign.reversePath(mail),
                        address ->
                                address.equals(user.get()) || rights.isAlias(user.get(), address));
        if (claim instanceof SenderClaim.Doubtful doubtful) {
            LOGGER.info("Mail {}: no envelope is signed: {}", mail.getName(), doubtful.why());
            return Optional.empty();
        }
        return engine.identity(((SenderClaim.Own) claim).author(), true, false);
    }

    /**
     * The message as it goes into the envelopes. What is to be hidden is hidden under the
     * signature, where every program finds it.
     *
     * @param message the message
     * @param entity its structure
     * @return signed; empty if it is signed already
     */
    Optional<MessageBytes> inside(
            MessageBytes message,
            Entity entity,
            SigningIdentity identity,
            EncryptionRequest request)
            throws IOException {
        if (SigningExemptions.isSigned(entity)) {
            return Optional.empty();
        }
        SigningRequest signing =
                new SigningRequest(
                        request.at(),
                        SignatureForm.CLEAR,
                        request.protection(),
                        Optional.empty(),
                        request.idDomain());
        return Optional.of(signer.sign(message, identity, signing));
    }

    /** Encrypts a message that is signed, and signs the envelope. */
    MessageBytes around(
            MessageBytes signed,
            SigningIdentity identity,
            EncryptionPlan plan,
            EncryptionRequest request) {
        return wrapping.wrapSigned(signed, identity, SignatureForm.CLEAR, plan, request);
    }
}
