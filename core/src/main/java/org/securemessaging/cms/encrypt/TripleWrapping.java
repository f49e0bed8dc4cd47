package org.securemessaging.cms.encrypt;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.cms.sign.MessageSigner;
import org.securemessaging.cms.sign.SignatureForm;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningRequest;
import org.securemessaging.mime.MessageBytes;

/**
 * Signs, encrypts, and signs again (RFC 2634 §1.1): the inner signature is for the reader, the
 * outer one lets servers on the way see from whom the envelope comes. Thread safe.
 */
public final class TripleWrapping {
    private final MessageSigner signer;
    private final MessageEncryptor encryptor;

    /**
     * A wrapping.
     *
     * @param signer signs, within and without
     * @param encryptor encrypts between the two
     */
    public TripleWrapping(MessageSigner signer, MessageEncryptor encryptor) {
        this.signer = signer;
        this.encryptor = encryptor;
    }

    /**
     * Wraps a message.
     *
     * @param message the message, which stays as it is
     * @param identity who signs both times
     * @param signing how; footer and header protection are the inner signature's, the form is both
     *     signatures'
     * @param plan with what is encrypted, and for whom
     * @param compress whether the signed content is compressed before it is encrypted
     * @return the message; to be closed by the caller
     * @throws org.securemessaging.cms.sign.SigningException if a key can't be used
     * @throws org.securemessaging.cms.sign.SigningUnavailableException if a token or the
     *     timestamp's authority is away
     * @throws UnusableCertificateException if a recipient's key can't be encrypted to
     * @throws org.securemessaging.mime.MimeLimitException if the message passes the bounds
     * @throws UncheckedIOException if the message, or a temporary file, can't be read or written
     */
    public MessageBytes wrap(
            MessageBytes message,
            SigningIdentity identity,
            SigningRequest signing,
            EncryptionPlan plan,
            boolean compress) {
        // The signer moves the header inside, and hides it outside; to the envelope it is as it is.
        EncryptionRequest encryption =
                new EncryptionRequest(
                        signing.at(), signing.idDomain(), HeaderProtection.NONE, compress);
        try (MessageBytes signed = signer.sign(message, identity, signing)) {
            return wrapSigned(signed, identity, signing.form(), plan, encryption);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Wraps a message that is signed: encrypts it, and signs the envelope.
     *
     * @param signed the message, which stays as it is
     * @param identity who signs the envelope
     * @param form how that signature is written
     * @param plan with what is encrypted, and for whom
     * @param encryption how
     * @return the message; to be closed by the caller
     * @throws org.securemessaging.cms.sign.SigningException if a key can't be used
     * @throws org.securemessaging.cms.sign.SigningUnavailableException if a token is away
     * @throws UnusableCertificateException if a recipient's key can't be encrypted to
     * @throws MessageNotEncryptableException if the header can be read in other ways
     * @throws org.securemessaging.mime.MimeLimitException if the message passes the bounds
     * @throws UncheckedIOException if the message, or a temporary file, can't be read or written
     */
    public MessageBytes wrapSigned(
            MessageBytes signed,
            SigningIdentity identity,
            SignatureForm form,
            EncryptionPlan plan,
            EncryptionRequest encryption) {
        SigningRequest outer = SigningRequest.plain(encryption.at(), form, encryption.idDomain());
        try (MessageBytes encrypted = encryptor.encrypt(signed, plan, encryption)) {
            return signer.sign(encrypted, identity, outer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
