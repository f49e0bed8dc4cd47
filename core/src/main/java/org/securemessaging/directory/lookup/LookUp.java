package org.securemessaging.directory.lookup;

import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.result.SignatureResult;

/**
 * What came of a look-up.
 *
 * @param address whose certificate was looked for
 * @param chosen the certificate to use, if there is one
 * @param passedOver certificates that were not judged to the end, because the chosen one is newer;
 *     or because too many were tried in vain
 * @param rejected certificates that are not used, each with the reason
 * @param problems a sentence for each value in a source that could not be read
 * @param failures the sources that could not be asked
 */
public record LookUp(
        MailAddress address,
        Optional<Candidate> chosen,
        List<Candidate> passedOver,
        List<RejectedCandidate> rejected,
        List<String> problems,
        List<SourceFailure> failures) {
    /** Copies the lists. */
    public LookUp {
        passedOver = List.copyOf(passedOver);
        rejected = List.copyOf(rejected);
        problems = List.copyOf(problems);
        failures = List.copyOf(failures);
    }

    /** What it comes to. */
    public enum Outcome {
        /** There is a certificate to use. */
        FOUND,
        /** There is none, and asking again soon will not change that. */
        NONE,
        /** There is none now; a source, or what is needed to judge a certificate, is away. */
        UNAVAILABLE
    }

    /**
     * Nothing, for want of an answer.
     *
     * @param address whose certificate was looked for
     * @param failure what went wrong
     * @return the result
     */
    static LookUp failed(MailAddress address, SourceFailure failure) {
        return new LookUp(
                address, Optional.empty(), List.of(), List.of(), List.of(), List.of(failure));
    }

    /**
     * What it comes to.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        if (chosen.isPresent()) {
            return Outcome.FOUND;
        }
        return failures.isEmpty() && !rejectedForNow() ? Outcome.NONE : Outcome.UNAVAILABLE;
    }

    /** Whether there is a certificate with nothing against it but what may be over soon. */
    private boolean rejectedForNow() {
        return rejected.stream()
                .anyMatch(candidate -> candidate.result() == SignatureResult.TEMPERROR);
    }
}
