package org.securemessaging.pipeline.message;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.codec.EncoderUtil;

/** The text of a subject and how it is written (RFC 2047). Stateless. */
public final class SubjectText {
    /** 16,384: no person reads so far, and what is decoded is bounded. */
    public static final int LONGEST_READ = 16 * 1024;

    // Words with white space alone between them belong together. Well-formed ones only, so that
    // the decoder has nothing to search for.
    private static final String WORD = "=\\?[^?\\s=]{1,80}+\\?[bBqQ]\\?[^?\\r\\n]{0,4000}+\\?=";
    private static final Pattern WORDS = Pattern.compile(WORD + "(?:\\s*+" + WORD + ")*+");

    private SubjectText() {}

    /**
     * The text that a mail program shows for an unfolded body.
     *
     * @param body what stands behind the colon
     * @return the text
     */
    public static String decode(String body) {
        int end = Math.min(body.length(), LONGEST_READ);
        return WORDS.matcher(body.substring(0, end)).replaceAll(SubjectText::decoded)
                + body.substring(end);
    }

    /**
     * A body on one line that programs show as the text.
     *
     * @param text any; controls become spaces
     * @return the body
     */
    public static String encode(String text) {
        String line =
                text.codePoints()
                        .map(c -> Character.isISOControl(c) ? ' ' : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return isPlain(line)
                ? line
                : EncoderUtil.encodeEncodedWord(line, EncoderUtil.Usage.TEXT_TOKEN);
    }

    /**
     * Whether a text is ASCII in which nothing looks like an encoded word.
     *
     * @param text any
     * @return false if it has to be encoded
     */
    public static boolean isPlain(String text) {
        return !text.contains("=?") && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    private static String decoded(MatchResult words) {
        // RFC 2231 §5 lets a language stand behind the charset, which the decoder does not know.
        String run = words.group().replaceAll("(=\\?[^?*]++)\\*[^?]*+\\?", "$1?");
        String text =
                DecoderUtil.decodeEncodedWords(
                        run, DecodeMonitor.SILENT, StandardCharsets.ISO_8859_1);
        return Matcher.quoteReplacement(text);
    }
}
