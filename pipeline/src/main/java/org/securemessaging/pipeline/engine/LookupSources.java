package org.securemessaging.pipeline.engine;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.cms.SmimeCertificateReader;
import org.securemessaging.directory.lookup.EntryCertificates;
import org.securemessaging.directory.lookup.FolderSource;
import org.securemessaging.directory.lookup.LdapSource;
import org.securemessaging.directory.lookup.LookupSource;
import org.securemessaging.directory.lookup.PartnerSource;
import org.securemessaging.directory.lookup.SmimeaSource;
import org.securemessaging.net.AddressPolicy;
import org.securemessaging.net.LdapSearcher;
import org.securemessaging.net.dns.DnsClient;
import org.securemessaging.pipeline.configuration.LookupSettings;
import org.securemessaging.pipeline.configuration.LookupSourceSettings;
import org.securemessaging.pipeline.configuration.RevocationSettings;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;

/** Makes the places of a configuration where certificates are looked for. To be closed. */
final class LookupSources implements AutoCloseable {
    private final SecureMessagingConfiguration configuration;
    private final Directories directories;
    private final SmimeCertificateReader smime;
    private final EntryCertificates reader;
    private final LdapSearcher searcher;
    private final Optional<DnsClient> dns;
    private final List<LookupSource> sources;

    /**
     * Makes the sources. Files are read; nothing is opened.
     *
     * @param directories the configuration's directories
     * @param smime reads the PKCS #7 in directories and files
     */
    LookupSources(
            SecureMessagingConfiguration configuration,
            Directories directories,
            SmimeCertificateReader smime) {
        this.configuration = configuration;
        this.directories = directories;
        this.smime = smime;
        this.reader = new EntryCertificates(smime);
        RevocationSettings fetching = configuration.revocation();
        this.searcher =
                new LdapSearcher(
                        new AddressPolicy(fetching.allowedAddresses(), fetching.allowedHosts()));
        // By today's clock: whoever asks about another day still asks today's DNS.
        LookupSettings lookup = configuration.lookup();
        this.dns =
                lookup.asksDns()
                        ? Optional.of(new DnsClient(lookup.dns(), Clock.systemUTC()))
                        : Optional.empty();
        this.sources = lookup.sources().stream().map(this::source).toList();
    }

    /** All of them, in their order. */
    List<LookupSource> all() {
        return sources;
    }

    /** What is wrong with files and the DNS; asks it. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (LookupSource source : sources) {
            if (source instanceof FolderSource files) {
                problems.addAll(files.problems());
            }
        }
        dns.flatMap(DnsClient::problem).ifPresent(what -> problems.add("DNS: " + what));
        return problems;
    }

    private LookupSource source(LookupSourceSettings settings) {
        if (settings instanceof LookupSourceSettings.Files files) {
            return FolderSource.of(files.paths(), smime);
        }
        if (settings instanceof LookupSourceSettings.Smimea smimea) {
            return new SmimeaSource(smimea.source(), dns.orElseThrow());
        }
        if (settings instanceof LookupSourceSettings.Partners partners) {
            return new PartnerSource(
                    partners.source(),
                    new PartnerSource.Means(dns.orElseThrow(), searcher, reader),
                    Clock.systemUTC(),
                    new SecureRandom());
        }
        return ldap((LookupSourceSettings.Ldap) settings);
    }

    /** Cuts the connections to strangers' servers. */
    @Override
    public void close() {
        searcher.close();
    }

    private LookupSource ldap(LookupSourceSettings.Ldap ldap) {
        String base =
                configuration
                        .directory(ldap.directory())
                        .map(directory -> directory.connection().base())
                        .orElse("");
        return new LdapSource(
                new LdapSource.Settings(
                        ldap.directory(),
                        ldap.base().orElse(base),
                        ldap.filter(),
                        ldap.attributes(),
                        ldap.certificateAddress(),
                        configuration.lookup().cache().time()),
                directories.named(ldap.directory()),
                reader);
    }
}
