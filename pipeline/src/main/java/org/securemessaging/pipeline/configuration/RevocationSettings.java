package org.securemessaging.pipeline.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.securemessaging.net.AddressRange;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.RevocationMode;

/**
 * How revocation is checked ({@code <revocation>}).
 *
 * @param mode what is asked of a certificate's status
 * @param crls files and folders with CRLs, followed as they change
 * @param directories the names of the directories in which CRLs are looked up
 * @param distributionPoints whether CRLs are fetched from where certificates say they are
 * @param refresh whether fetched CRLs are fetched anew in the background before they are due
 * @param order which of CRLs and OCSP is asked first
 * @param ocsp whether the OCSP responders that certificates name are asked
 * @param ocspNonce whether a nonce is sent with OCSP requests and must come back
 * @param requireNextUpdate whether a CRL must say until when it holds
 * @param asOf whether a revocation dated after the time in question is left out of account
 * @param staleGrace for how long after its nextUpdate a CRL or OCSP answer is still looked into
 * @param fetchTimeout how long one fetch may take in all
 * @param maximumSize the most octets of one answer
 * @param cacheFolder where fetched CRLs are kept over a restart; empty for a temporary folder
 * @param fetchesPerMail how many fetches one mail may cause
 * @param timePerMail how long one mail may wait for fetches
 * @param allowedAddresses ranges such as {@code 10.1.0.0/16} of private addresses that may be
 *     fetched from all the same
 * @param allowedHosts names of hosts that may be fetched from wherever they are
 */
public record RevocationSettings(
        RevocationMode mode,
        List<Path> crls,
        List<String> directories,
        boolean distributionPoints,
        boolean refresh,
        RevocationOrder order,
        boolean ocsp,
        boolean ocspNonce,
        boolean requireNextUpdate,
        boolean asOf,
        Duration staleGrace,
        Duration fetchTimeout,
        long maximumSize,
        Optional<Path> cacheFolder,
        int fetchesPerMail,
        Duration timePerMail,
        List<AddressRange> allowedAddresses,
        Set<String> allowedHosts) {
    /** Pass is said only where revocation was checked, so a status must be had. */
    public static final RevocationMode DEFAULT_MODE = RevocationMode.REQUIRE;

    /** 25 MB at 20 Mbit/s; CRLs of public CAs come in under a second. */
    public static final Duration DEFAULT_FETCH_TIMEOUT = Duration.ofSeconds(10);

    /** 25 MiB: the largest CRLs of government PKIs have grown above 10. */
    public static final long DEFAULT_MAXIMUM_SIZE = 25L << 20;

    /** Twice what a path of four certificates with base and delta CRLs needs. */
    public static final int DEFAULT_FETCHES_PER_MAIL = 16;

    /**
     * A sender's server waits ten minutes (RFC 5321 §4.5.3.2.6), our spooler threads should not.
     */
    public static final Duration DEFAULT_TIME_PER_MAIL = Duration.ofSeconds(20);

    private static final String RANGES =
            "an address, or one with a prefix length, such as 10.1.0.0/16 or fd00::/8";
    private static final String HOSTS = "a host name, such as crl.example.org";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** Copies the lists. */
    public RevocationSettings {
        crls = List.copyOf(crls);
        directories = List.copyOf(directories);
        allowedAddresses = List.copyOf(allowedAddresses);
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /**
     * What is asked of CRLs and OCSP answers.
     *
     * @return the rules, with the usual ones where nothing is configured
     */
    public RevocationRules rules() {
        RevocationRules usual = RevocationRules.DEFAULT;
        return new RevocationRules(
                asOf, requireNextUpdate, usual.clockSkew(), staleGrace, usual.ocspAge());
    }

    /**
     * The same settings with other CRLs.
     *
     * @param otherCrls files and folders with CRLs
     * @return the settings
     */
    public RevocationSettings withCrls(List<Path> otherCrls) {
        return new RevocationSettings(
                mode,
                otherCrls,
                directories,
                distributionPoints,
                refresh,
                order,
                ocsp,
                ocspNonce,
                requireNextUpdate,
                asOf,
                staleGrace,
                fetchTimeout,
                maximumSize,
                cacheFolder,
                fetchesPerMail,
                timePerMail,
                allowedAddresses,
                allowedHosts);
    }

    static RevocationSettings read(ConfigurationElement element, FileLocations locations) {
        RevocationSettings settings =
                new RevocationSettings(
                        Values.word(element, "mode", RevocationMode.values(), DEFAULT_MODE),
                        TrustSettings.existing(element, "crls", locations),
                        element.values("directory", DirectoryElements.REFERENCE, text -> text),
                        Values.truth(element, "distributionPoints", true),
                        Values.truth(element, "refresh", true),
                        Values.word(
                                element,
                                "order",
                                RevocationOrder.values(),
                                RevocationOrder.CRL_FIRST),
                        Values.truth(element, "ocsp", true),
                        Values.truth(element, "ocspNonce", false),
                        Values.truth(
                                element,
                                "requireNextUpdate",
                                RevocationRules.DEFAULT.requireNextUpdate()),
                        Values.truth(element, "asOf", RevocationRules.DEFAULT.asOf()),
                        Values.anyDuration(element, "staleGrace", Duration.ZERO),
                        Values.duration(element, "fetchTimeout", DEFAULT_FETCH_TIMEOUT),
                        Values.size(element, "maximumSize", DEFAULT_MAXIMUM_SIZE),
                        element.value("cacheFolder", FileLocations.ACCEPTED, locations::locate),
                        Values.number(element, "fetchesPerMail", DEFAULT_FETCHES_PER_MAIL),
                        Values.duration(element, "timePerMail", DEFAULT_TIME_PER_MAIL),
                        element.values("allowedAddresses", RANGES, AddressRange::parse),
                        new LinkedHashSet<>(
                                element.values("allowedHosts", HOSTS, RevocationSettings::host)));
        element.finish();
        return settings;
    }

    private static String host(String text) {
        if (!HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("no host name");
        }
        return text;
    }
}
