package org.securemessaging.admin.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.RevocationSettings;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.revocation.CrlStock;

/** The CRLs that a server has at hand, by the server's configuration. */
public final class CrlEngine implements AutoCloseable {
    private final VerificationEngine engine;

    private CrlEngine(SecureMessagingConfiguration configuration) {
        this.engine = new VerificationEngine(configuration, Clock.systemUTC());
    }

    /**
     * The CRLs of a configuration and of some files.
     *
     * @param folder the configuration's folder, if there is one
     * @param files files and folders with further CRLs
     * @return the engine, to be closed
     * @throws UnusableArgumentException if the configuration is wrong, or there is no CRL in a file
     */
    public static CrlEngine of(Optional<Path> folder, List<Path> files) {
        SecureMessagingConfiguration configuration =
                folder.map(CrlEngine::load).orElseGet(SecureMessagingConfiguration::defaults);
        List<Path> crls = new ArrayList<>(configuration.revocation().crls());
        crls.addAll(OptionFiles.crls("--crls", files));
        return new CrlEngine(configuration.with(configuration.trust(), crls));
    }

    /**
     * The CRLs of a configuration, some of which are to be fetched.
     *
     * @param folder the configuration's folder
     * @return the engine, to be closed
     * @throws UnusableArgumentException if the configuration is wrong, or what is fetched is not
     *     kept
     */
    public static CrlEngine fetching(Path folder) {
        SecureMessagingConfiguration configuration = load(folder);
        RevocationSettings settings = configuration.revocation();
        if (!settings.distributionPoints()) {
            throw unusable(folder, "has <revocation><distributionPoints> off: no CRL is fetched");
        }
        if (settings.cacheFolder().isEmpty()) {
            throw unusable(folder, "has no <revocation><cacheFolder>: no CRL is kept");
        }
        return new CrlEngine(configuration);
    }

    /**
     * Reads an address.
     *
     * @param text what was written
     * @return the address
     * @throws UnusableArgumentException if it is none, or names no host
     */
    public static URI address(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new UnusableArgumentException("'" + text + "' is no address: " + e.getReason());
        }
        throw new UnusableArgumentException(
                "'" + text + "' is no address such as http://crl.example.org/ca.crl");
    }

    /**
     * The CRLs.
     *
     * @return to look at and to fetch anew, until this is closed
     */
    public CrlStock stock() {
        return engine.crls();
    }

    @Override
    public void close() {
        engine.close();
    }

    private static SecureMessagingConfiguration load(Path folder) {
        try {
            return ConfigurationFolder.load(OptionFiles.configurationFolder("--conf", folder));
        } catch (InvalidConfigurationException e) {
            throw new UnusableArgumentException(e.getMessage());
        }
    }

    private static UnusableArgumentException unusable(Path folder, String why) {
        return new UnusableArgumentException(
                folder.resolve(SecureMessagingConfiguration.FILE) + " " + why);
    }
}
