package org.securemessaging.pipeline.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.securemessaging.directory.lookup.CachedDirectory;
import org.securemessaging.net.dns.DnsSettings;

/**
 * Where recipients' certificates are looked for ({@code <lookup>}).
 *
 * @param sources the places, the first to be asked first; if there is none, nobody has one
 * @param cache how long answers are remembered, and how long one may take
 * @param dns how the DNS is asked
 */
public record LookupSettings(
        List<LookupSourceSettings> sources, CachedDirectory.Settings cache, DnsSettings dns) {
    /** Copies the list. */
    public LookupSettings {
        sources = List.copyOf(sources);
    }

    /**
     * The directories that are asked.
     *
     * @return their names in {@code <directories>}
     */
    List<String> directories() {
        return sources.stream()
                .flatMap(
                        source ->
                                source instanceof LookupSourceSettings.Ldap ldap
                                        ? Stream.of(ldap.directory())
                                        : Stream.empty())
                .toList();
    }

    /**
     * Whether there is a source that needs the DNS.
     *
     * @return false if the DNS is not asked at all
     */
    public boolean asksDns() {
        return asksDnsForCertificates()
                || sources.stream().anyMatch(LookupSourceSettings.Partners.class::isInstance);
    }

    private boolean asksDnsForCertificates() {
        return sources.stream().anyMatch(LookupSourceSettings.Smimea.class::isInstance);
    }

    static LookupSettings read(ConfigurationElement element, FileLocations locations) {
        CachedDirectory.Settings usual = CachedDirectory.Settings.DEFAULT;
        LookupSettings settings =
                new LookupSettings(
                        element.sections("source").stream()
                                .map(source -> LookupSourceReader.read(source, locations))
                                .flatMap(Optional::stream)
                                .toList(),
                        new CachedDirectory.Settings(
                                lifetime(element, "positiveLifetime", usual.found()),
                                lifetime(element, "negativeLifetime", usual.none()),
                                Values.number(element, "cachedAddresses", usual.entries()),
                                Values.duration(element, "timeout", usual.time())),
                        DnsElement.read(element.section("dns"), locations));
        element.finish();
        if (settings.asksDnsForCertificates() && !settings.dns().proves()) {
            throw element.section("dns")
                    .refusal(
                            "trustAnchors",
                            "",
                            "a file, or <believeResolvers> true: <smimea> needs DNSSEC");
        }
        return settings;
    }

    private static Duration lifetime(ConfigurationElement element, String name, Duration usual) {
        return Values.anyDuration(element, name, usual);
    }
}
