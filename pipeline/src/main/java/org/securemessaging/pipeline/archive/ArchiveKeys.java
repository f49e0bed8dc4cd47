package org.securemessaging.pipeline.archive;

import java.security.Provider;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.protection.RecordOpener;
import org.securemessaging.archive.protection.ReportProtection;
import org.securemessaging.archive.protection.ReportSigner;
import org.securemessaging.archive.protection.SealOpener;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.cms.decrypt.DecryptionLimits;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.Encryptor;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.cms.sign.SigningSettings;
import org.securemessaging.keys.KeyInventory;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.configuration.ArchiveProtection;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.SigningEngine;

/** What protects an archive as its configuration says, and what opens it again. Thread safe. */
public final class ArchiveKeys {
    private final SecureMessagingConfiguration configuration;
    private final Provider bouncyCastle = new BouncyCastleProvider();

    /**
     * The keys of a configuration.
     *
     * @param configuration what the administrator says
     */
    public ArchiveKeys(SecureMessagingConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Who signs for the archive.
     *
     * @param engine has the keys
     * @param clock says when
     * @return the signer; empty if nothing is to be signed
     */
    public Optional<ReportSigner> signer(SigningEngine engine, Clock clock) {
        ArchiveProtection protection = configuration.archive().protection();
        return protection
                .signAs()
                .map(
                        address ->
                                new ReportSigner(
                                        engine.octetSigner(
                                                SigningSettings.DEFAULT, protection.timestamp()),
                                        at ->
                                                engine.identity(address, true, false)
                                                        .orElseThrow(() -> noKey(address)),
                                        clock));
    }

    /**
     * What is done to records before they are filed.
     *
     * @param signer who signs them, if anyone does
     * @return the protection, which does nothing unless something is configured
     */
    public ReportProtection protection(Optional<ReportSigner> signer) {
        ArchiveProtection protection = configuration.archive().protection();
        Optional<EncryptionPlan> plan =
                Optional.of(protection.encryptTo())
                        .filter(certificates -> !certificates.isEmpty())
                        .map(
                                certificates ->
                                        new EncryptionPlan(
                                                ContentCipher.AES_256_GCM,
                                                false,
                                                certificates.stream()
                                                        .map(KeyRecipient::of)
                                                        .toList()));
        return new ReportProtection(signer, plan, new Encryptor(bouncyCastle));
    }

    /**
     * What opens encrypted records.
     *
     * @param keys has the archive's keys
     * @return the opener
     */
    public RecordOpener opener(KeyRing keys) {
        // A report has the original and its clear copy, and no mail is too large for the archive.
        return new RecordOpener(
                new EnvelopeDecryptor(
                        new DecryptionPolicy(Set.of(), DecryptionLimits.DEFAULT), bouncyCastle),
                keys,
                new SpoolLimits(
                        configuration.limits().memoryThreshold(),
                        Long.MAX_VALUE,
                        configuration.temporaryFolder()));
    }

    /**
     * What opens the seals of manifests. Those are taken as made by the archive whose certificate
     * lies in the vault with the address that signs, however old it is.
     *
     * @param keys what the vault holds
     * @return the opener; one that takes anyone's seals if no address signs
     */
    public SealOpener seals(KeyInventory keys) {
        Optional<Set<Certificate>> makers =
                configuration.archive().protection().signAs().map(who -> certificates(keys, who));
        return new SealOpener(
                makers, SpoolLimits.in(configuration.temporaryFolder()), bouncyCastle);
    }

    private static Set<Certificate> certificates(KeyInventory keys, MailAddress address) {
        MailAddress domain = new MailAddress("domain-signing-authority", address.domain());
        Set<Certificate> certificates = new HashSet<>();
        keys.all().stream()
                .map(key -> key.certificate())
                .filter(
                        certificate ->
                                MailAddresses.of(certificate).vouchesFor(address)
                                        || MailAddresses.of(certificate).vouchesFor(domain))
                .forEach(certificates::add);
        return certificates;
    }

    private static ArchiveUnavailableException noKey(MailAddress address) {
        return new ArchiveUnavailableException(
                "records can't be signed: the vault has no key that signs for "
                        + address.localPart()
                        + "@"
                        + address.domain());
    }
}
