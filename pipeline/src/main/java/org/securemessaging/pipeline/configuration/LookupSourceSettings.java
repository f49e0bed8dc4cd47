package org.securemessaging.pipeline.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.securemessaging.directory.lookup.AddressFilter;
import org.securemessaging.directory.lookup.AddressRule;
import org.securemessaging.directory.lookup.PartnerSource;
import org.securemessaging.directory.lookup.SmimeaSource;

/** One place where certificates are looked for ({@code <lookup><source>}). */
public sealed interface LookupSourceSettings {
    /**
     * An LDAP directory.
     *
     * @param directory the name of one of {@code <directories>}
     * @param base the entry below which people are; empty for the directory's own base
     * @param filter by what they are found
     * @param attributes where their certificates are
     * @param certificateAddress what is asked of the addresses in the certificates
     */
    record Ldap(
            String directory,
            Optional<String> base,
            AddressFilter filter,
            List<String> attributes,
            AddressRule certificateAddress)
            implements LookupSourceSettings {
        /** Copies the list. */
        public Ldap {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * Files, or folders of files.
     *
     * @param paths PEM, DER or PKCS #7
     */
    record Files(List<Path> paths) implements LookupSourceSettings {
        /** Copies the list. */
        public Files {
            paths = List.copyOf(paths);
        }
    }

    /**
     * SMIMEA records in the DNS.
     *
     * @param source what is asked, and for whom
     */
    record Smimea(SmimeaSource.Settings source) implements LookupSourceSettings {}

    /**
     * LDAP servers that domains name in the DNS.
     *
     * @param source what is asked, and for whom
     */
    record Partners(PartnerSource.Settings source) implements LookupSourceSettings {}
}
