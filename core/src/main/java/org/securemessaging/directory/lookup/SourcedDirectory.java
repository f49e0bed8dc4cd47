package org.securemessaging.directory.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source after the other until one has a certificate that can be used. A source that has
 * only others, or can't be asked, does not hide what a later one has. Thread safe.
 */
public final class SourcedDirectory implements CertificateDirectory {
    private static final Logger LOGGER = LoggerFactory.getLogger(SourcedDirectory.class);

    private final List<LookupSource> sources;
    private final CertificateChooser chooser;

    /**
     * A directory.
     *
     * @param sources where certificates are looked for, the preferred first
     * @param chooser says which are used
     */
    public SourcedDirectory(List<LookupSource> sources, CertificateChooser chooser) {
        this.sources = List.copyOf(sources);
        this.chooser = chooser;
    }

    @Override
    public LookUp lookUp(MailAddress address) {
        return SearchAddress.of(address)
                .map(this::ask)
                .orElseGet(() -> new Asking(address).result(Optional.empty()));
    }

    private LookUp ask(SearchAddress address) {
        Asking asking = new Asking(address.address());
        for (LookupSource source : sources) {
            Optional<Candidate> chosen = asking.ask(source, address, chooser);
            if (chosen.isPresent()) {
                return asking.result(chosen);
            }
        }
        return asking.result(Optional.empty());
    }

    /** What came up in one look-up. One use by one thread. */
    private static final class Asking {
        private final MailAddress address;
        private final List<Candidate> passedOver = new ArrayList<>();
        private final List<RejectedCandidate> rejected = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final List<SourceFailure> failures = new ArrayList<>();

        Asking(MailAddress address) {
            this.address = address;
        }

        Optional<Candidate> ask(
                LookupSource source, SearchAddress search, CertificateChooser chooser) {
            try {
                LookupSource.Answer answer = source.find(search);
                problems.addAll(answer.problems());
                CertificateChooser.Choice choice =
                        chooser.choose(address, answer.candidates(), source.addressRule());
                passedOver.addAll(choice.passedOver());
                rejected.addAll(choice.rejected());
                return choice.chosen();
            } catch (DirectoryUnavailableException | DirectoryRefusalException e) {
                LOGGER.warn("look-up in {}: {}", source.name(), e.getMessage());
                failures.add(new SourceFailure(source.name(), e.getMessage()));
                return Optional.empty();
            }
        }

        LookUp result(Optional<Candidate> chosen) {
            return new LookUp(address, chosen, passedOver, rejected, problems, failures);
        }
    }
}
