package org.securemessaging.mime;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Tells display names that pose as an address. */
final class DisplayName {
    /** Longer names are not decoded: none that a person reads is a tenth of it. */
    private static final int LONGEST = 4096;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s<>()\\[\\],;:\"']+");

    /** How an encoded word begins: its character set, and its language (RFC 2231 §5) perhaps. */
    private static final Pattern CHARSET = Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?");

    /** The one character set in mail in which an at sign has other octets than in ASCII. */
    private static final Pattern UTF_7 = Pattern.compile("(?i)=\\?[^?\\s]*utf-?7[^?\\s]*\\?");

    private DisplayName() {}

    /** Whether a name shows an at sign, in any width, that is not that of the address itself. */
    static boolean misleads(String written, Mailbox mailbox) {
        String address = mailbox.addrSpec().toLowerCase(Locale.ROOT);
        return unreadable(written)
                || (!shown(written).equals(address)
                        && addresses(written).anyMatch(word -> !word.equals(address)));
    }

    /** Whether a name that stands beside no address, such as a group's, shows one. */
    static boolean showsAddress(String written) {
        return unreadable(written) || addresses(written).findAny().isPresent();
    }

    private static boolean unreadable(String written) {
        return written.length() > LONGEST || UTF_7.matcher(written).find();
    }

    private static Stream<String> addresses(String written) {
        return BETWEEN_WORDS.splitAsStream(shown(written)).filter(word -> word.indexOf('@') >= 0);
    }

    private static String shown(String written) {
        String words = CHARSET.matcher(written).replaceAll(DisplayName::known);
        return DecoderUtil.decodeEncodedWords(words, DecodeMonitor.SILENT)
                .toLowerCase(Locale.ROOT)
                .replace('\uff20', '@')
                .replace('\ufe6b', '@')
                .strip();
    }

    /** MIME4J leaves words alone whose character set it does not know, or that have a language. */
    private static String known(MatchResult word) {
        String charset = word.group(1);
        try {
            return "=?" + (Charset.isSupported(charset) ? charset : "iso-8859-1") + "?";
        } catch (IllegalCharsetNameException e) {
            return "=?iso-8859-1?";
        }
    }
}
