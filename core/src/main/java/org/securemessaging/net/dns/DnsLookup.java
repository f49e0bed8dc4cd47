package org.securemessaging.net.dns;

/** Somebody who asks the DNS. Implementations are thread safe. */
@FunctionalInterface
public interface DnsLookup {
    /**
     * Asks for the records of one type.
     *
     * @param name a domain name of ASCII letters, digits, hyphens and underscores
     * @param type the type's number, as {@link org.xbill.DNS.Type} has it
     * @return the answer; nothing is thrown for what others answer
     * @throws IllegalArgumentException if the name is no such name, or too long for the DNS
     */
    DnsAnswer ask(String name, int type);
}
