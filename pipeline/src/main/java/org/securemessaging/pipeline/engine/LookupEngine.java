package org.securemessaging.pipeline.engine;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.EncryptionKeyStrength;
import org.securemessaging.cms.SmimeCertificateReader;
import org.securemessaging.cms.encrypt.TrialEncryption;
import org.securemessaging.directory.lookup.CachedDirectory;
import org.securemessaging.directory.lookup.CertificateChooser;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.directory.lookup.SourcedDirectory;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.verification.VerificationRequest;

/**
 * The look-up of certificates with everything a configuration says. One serves a whole server.
 * Thread safe; to be closed.
 */
public final class LookupEngine implements CertificateDirectory, AutoCloseable {
    private final LookupSources sources;
    private final CachedDirectory directory;

    /**
     * Assembles the look-up. Reads files, and logs what it can't read; opens no connection.
     *
     * @param configuration what the administrator says
     * @param verification judges certificates, as it judges those of signers
     * @param request gives the circumstances, such as whether status may be fetched
     * @param directories the configuration's directories; not closed
     * @param clock this machine's clock
     */
    public LookupEngine(
            SecureMessagingConfiguration configuration,
            VerificationEngine verification,
            Supplier<VerificationRequest> request,
            Directories directories,
            Clock clock) {
        SmimeCertificateReader reader =
                new SmimeCertificateReader(
                        configuration.algorithms(),
                        CmsLimits.defaults(),
                        new BouncyCastleProvider());
        CertificateChooser chooser =
                new CertificateChooser(
                        verification.paths(),
                        () -> verification.question(request.get()),
                        new EncryptionKeyStrength(configuration.algorithms()),
                        new TrialEncryption(new BouncyCastleProvider()),
                        clock);
        CachedDirectory.Settings cache = configuration.lookup().cache();
        this.sources = new LookupSources(configuration, directories, reader);
        this.directory =
                new CachedDirectory(new SourcedDirectory(sources.all(), chooser), chooser, cache);
    }

    /**
     * What is wrong with sources other than directories, which are others' to look at, too.
     *
     * @return a sentence for each thing; none if all is well
     */
    public List<String> problems() {
        return sources.problems();
    }

    @Override
    public LookUp lookUp(MailAddress address) {
        return directory.lookUp(address);
    }

    /** Ends look-ups that are under way. */
    @Override
    public void close() {
        directory.close();
        sources.close();
    }
}
