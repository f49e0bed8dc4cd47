package org.securemessaging.net.dns;

import java.util.List;
import org.xbill.DNS.Record;

/** What came of a question to the DNS. Immutable and thread safe. */
public sealed interface DnsAnswer {
    /**
     * There are records.
     *
     * @param records of the type that was asked for, at least one, behind whatever aliases
     * @param secure whether DNSSEC proves them (RFC 4035 §4.3)
     */
    record Found(List<Record> records, boolean secure) implements DnsAnswer {
        /** Copies the list. */
        public Found {
            records = List.copyOf(records);
        }
    }

    /**
     * There are none, be it that the name does not exist or that it has none of this type.
     *
     * @param secure whether DNSSEC proves that
     */
    record None(boolean secure) implements DnsAnswer {}

    /**
     * Nothing is known: no resolver answered in time, or what it answered contradicts DNSSEC.
     *
     * @param detail what went wrong, for an administrator
     */
    record Failed(String detail) implements DnsAnswer {}
}
