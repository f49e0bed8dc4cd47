package org.securemessaging.mime;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Tells display names that pose as an address. */
final class DisplayName {
    /** Longer names are not decoded: none that a person reads is a tenth of it. */
    private static final int LONGEST = 4096;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s<>()\\[\\],;:\"']+");

    private DisplayName() {}

    /** Whether a name shows an at sign, in any width, that is not that of the address itself. */
    static boolean misleads(String written, Mailbox mailbox) {
        if (written.length() > LONGEST) {
            return true;
        }
        String address = mailbox.addrSpec().toLowerCase(Locale.ROOT);
        String shown =
                DecoderUtil.decodeEncodedWords(written, DecodeMonitor.SILENT)
                        .toLowerCase(Locale.ROOT)
                        .replace('\uff20', '@')
                        .replace('\ufe6b', '@')
                        .strip();
        return !shown.equals(address)
                && BETWEEN_WORDS
                        .splitAsStream(shown)
                        .anyMatch(word -> word.indexOf('@') >= 0 && !word.equals(address));
    }
}
