package org.securemessaging.directory.lookup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.directory.ldap.DirectoryQuery;
import org.securemessaging.directory.ldap.DirectorySearch;

/** An LDAP directory with certificates in the entries of people. Thread safe. */
public final class LdapSource implements LookupSource {
    // One person has one entry; a few more where departments keep their own.
    private static final int MOST_ENTRIES = 20;

    private final Settings settings;
    private final DirectoryConnections directory;
    private final EntryCertificates reader;

    /**
     * What is asked.
     *
     * @param name how the administrator knows the directory
     * @param base the entry below which people are
     * @param filter by what they are found
     * @param attributes where their certificates are, without options
     * @param addressRule what is asked of the addresses in the certificates
     * @param time how long a search may take
     */
    public record Settings(
            String name,
            String base,
            AddressFilter filter,
            List<String> attributes,
            AddressRule addressRule,
            Duration time) {
        /** Copies the list. */
        public Settings {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * A source.
     *
     * @param settings what is asked
     * @param directory who is asked; not closed
     * @param reader reads what comes back
     */
    public LdapSource(Settings settings, DirectoryConnections directory, EntryCertificates reader) {
        this.settings = settings;
        this.directory = directory;
        this.reader = reader;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AddressRule addressRule() {
        return settings.addressRule();
    }

    @Override
    public Answer find(SearchAddress address) {
        DirectorySearch.Entries found =
                directory.call(
                        new DirectorySearch(
                                new DirectoryQuery(
                                        settings.base(),
                                        SearchScope.SUBTREE,
                                        settings.filter().filter(address),
                                        EntryCertificates.askedNames(settings.attributes()),
                                        MOST_ENTRIES),
                                settings.time()));
        Answer answer = reader.read(found.entries(), settings.name());
        if (found.complete()) {
            return answer;
        }
        List<String> problems = new ArrayList<>(answer.problems());
        problems.add(settings.name() + ": not all entries with this address were given");
        return new Answer(answer.candidates(), problems);
    }
}
