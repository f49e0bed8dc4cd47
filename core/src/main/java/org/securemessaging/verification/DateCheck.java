package org.securemessaging.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;
import org.securemessaging.mime.Header;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Finds an old signature that is sent again under a new header: its signing time lies well before
 * the message's Date. The signing time proves nothing, but a signer who dates his signature before
 * his message has no honest reason to. Stateless.
 */
final class DateCheck {
    // Clocks that are an hour off are common, a time zone taken wrong among the reasons.
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private DateCheck() {}

    /**
     * Compares.
     *
     * @param header the message's header
     * @param signingTime the signer's claim
     * @return a finding if the Date field lies more than an hour after the signing time
     */
    static Optional<Finding> compare(Header header, Instant signingTime) {
        return dates(header)
                .max(Comparator.naturalOrder())
                .filter(date -> date.isAfter(signingTime.plus(TOLERANCE)))
                .map(
                        date ->
                                Finding.of(
                                        ReasonCode.DATE_MISMATCH,
                                        "Date is %s, but it was signed at %s"
                                                .formatted(date, signingTime)));
    }

    /** All, since programs differ in which of two they show. */
    private static Stream<Instant> dates(Header header) {
        return header.all("Date").stream()
                .map(field -> new RawField("Date", field.body()))
                .map(raw -> DateTimeFieldLenientImpl.PARSER.parse(raw, DecodeMonitor.SILENT))
                .map(DateTimeField::getDate)
                .filter(Objects::nonNull)
                .map(Date::toInstant);
    }
}
