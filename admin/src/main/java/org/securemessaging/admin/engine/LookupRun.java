package org.securemessaging.admin.engine;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.Directories;
import org.securemessaging.pipeline.engine.LookupEngine;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.verification.VerificationRequest;

/** The server's look-up, with the server's configuration, as the options change it. */
public final class LookupRun implements CertificateDirectory, AutoCloseable {
    private final Directories directories;
    private final VerificationEngine verification;
    private final LookupEngine lookup;

    private LookupRun(
            Directories directories, VerificationEngine verification, LookupEngine lookup) {
        this.directories = directories;
        this.verification = verification;
        this.lookup = lookup;
    }

    /**
     * Puts the look-up together.
     *
     * @param trust files
     * @param circumstances where they differ from the configuration
     * @return the look-up, to be closed
     * @throws UnusableArgumentException if the configuration is wrong or names no source, or a file
     *     that an option names can't be used
     */
    public static LookupRun of(TrustOptions trust, CircumstanceOptions circumstances) {
        SecureMessagingConfiguration configuration = CommandEngine.configuration(trust);
        if (configuration.lookup().sources().isEmpty()) {
            throw new UnusableArgumentException(
                    "There is nowhere to look: --conf must name a folder whose "
                            + SecureMessagingConfiguration.FILE
                            + " has a <source> in <lookup>");
        }
        Clock clock =
                circumstances
                        .at()
                        .map(at -> Clock.fixed(at, ZoneOffset.UTC))
                        .orElseGet(Clock::systemUTC);
        // A server that failed is left alone for a while, which a fixed clock would never end.
        Directories directories = new Directories(configuration.directories(), Clock.systemUTC());
        VerificationEngine verification =
                new VerificationEngine(configuration, directories, Clock.systemUTC());
        VerificationRequest request =
                CommandEngine.request(
                        verification.request(), trust, circumstances, Optional.empty());
        return new LookupRun(
                directories,
                verification,
                new LookupEngine(configuration, verification, () -> request, directories, clock));
    }

    @Override
    public LookUp lookUp(MailAddress address) {
        return lookup.lookUp(address);
    }

    @Override
    public void close() {
        lookup.close();
        verification.close();
        directories.close();
    }
}
