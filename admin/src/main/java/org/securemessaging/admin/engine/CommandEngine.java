package org.securemessaging.admin.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.configuration.TrustSettings;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.verification.IdentityMode;
import org.securemessaging.verification.VerificationReport;
import org.securemessaging.verification.VerificationRequest;

/** The server's engine, with the server's configuration, as the options change it. */
public final class CommandEngine implements AutoCloseable {
    // What a James calls itself is known to that James alone, unless the configuration says it.
    private static final String UNNAMED_SERVER = "localhost";

    private final VerificationEngine engine;
    private final VerificationRequest request;
    private final String authservId;

    private CommandEngine(
            VerificationEngine engine, VerificationRequest request, String authservId) {
        this.engine = engine;
        this.request = request;
        this.authservId = authservId;
    }

    /**
     * Puts the engine together.
     *
     * @param trust files
     * @param circumstances where they differ from the configuration
     * @param identity which addresses are compared, where it differs from the configuration
     * @return the engine, to be closed
     * @throws UnusableArgumentException if the configuration is wrong, or a file that an option
     *     names can't be used
     */
    public static CommandEngine of(
            TrustOptions trust,
            CircumstanceOptions circumstances,
            Optional<IdentityMode> identity) {
        SecureMessagingConfiguration configuration = configuration(trust);
        VerificationEngine engine = new VerificationEngine(configuration, Clock.systemUTC());
        return new CommandEngine(
                engine,
                request(engine.request(), trust, circumstances, identity),
                configuration.stamps().authservId().orElse(UNNAMED_SERVER));
    }

    /**
     * Judges a message.
     *
     * @param message its octets
     * @return what was found
     */
    public VerificationReport judge(MessageBytes message) {
        return engine.verify(message, request);
    }

    /**
     * Looks for a certification path.
     *
     * @param target the certificate in question
     * @param others further certificates that may serve as intermediates
     * @return what was found
     */
    public PathReport path(Certificate target, List<Certificate> others) {
        return engine.path(target, others, request);
    }

    /**
     * How much of a message is kept where.
     *
     * @return the limits
     */
    public SpoolLimits spoolLimits() {
        return engine.spool();
    }

    /**
     * The server's name in stamps.
     *
     * @return the configured one, or a stand-in
     */
    public String authservId() {
        return authservId;
    }

    @Override
    public void close() {
        engine.close();
    }

    public static SecureMessagingConfiguration configuration(TrustOptions options) {
        SecureMessagingConfiguration base = base(options);
        TrustSettings trust =
                new TrustSettings(
                        joined(base.trust().anchors(), options.anchors()),
                        joined(base.trust().intermediates(), options.certificates()),
                        base.trust().trustList(),
                        base.trust().caIssuers(),
                        base.trust().directories());
        return base.with(trust, joined(base.revocation().crls(), options.crls()));
    }

    private static SecureMessagingConfiguration base(TrustOptions options) {
        try {
            return options.configurationFolder()
                    .map(ConfigurationFolder::load)
                    .orElseGet(SecureMessagingConfiguration::defaults);
        } catch (InvalidConfigurationException e) {
            throw new UnusableArgumentException(e.getMessage());
        }
    }

    static VerificationRequest request(
            VerificationRequest usual,
            TrustOptions trust,
            CircumstanceOptions options,
            Optional<IdentityMode> identity) {
        // Whoever asks about a message without a configuration has seldom a CRL at hand.
        RevocationMode revocation =
                trust.configurationFolder().isPresent()
                        ? usual.revocation()
                        : RevocationMode.PREFER;
        return new VerificationRequest(
                options.at().orElse(usual.at()),
                options.revocation().orElse(revocation),
                identity.orElse(usual.identity()),
                usual.allowWeak() || options.allowWeak(),
                options.offline(),
                options.policies());
    }

    private static List<Path> joined(List<Path> configured, List<Path> named) {
        List<Path> joined = new ArrayList<>(configured);
        joined.addAll(named);
        return joined;
    }
}
