package org.securemessaging.pipeline.configuration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.securemessaging.result.SignatureResult;

/**
 * The words in which results are written into messages ({@code <stamps>}). All of them are removed
 * from what comes in, whether or not they are written on what goes out.
 *
 * @param authservId the name under which this server speaks in Authentication-Results (RFC 8601
 *     §2.5); empty for James's default domain
 * @param formerIds further names whose Authentication-Results fields are removed
 * @param header the name of the field that holds the result alone
 * @param subjectTags what is put in front of the subject, for each result that has a tag
 */
public record StampSettings(
        Optional<String> authservId,
        List<String> formerIds,
        String header,
        Map<SignatureResult, String> subjectTags) {
    /** The name of the field that holds the result alone. */
    public static final String DEFAULT_HEADER = "X-SMIME-Status";

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E&&[^\";()\\\\,]]{1,255}");
    private static final Pattern FIELD_NAME = Pattern.compile("X-[A-Za-z0-9-]{1,70}");
    private static final int LONGEST_TAG = 60;
    private static final Map<SignatureResult, String> DEFAULT_TAGS =
            Map.of(
                    SignatureResult.PASS, "[Signed]",
                    SignatureResult.FAIL, "[SIGNATURE INVALID]",
                    SignatureResult.POLICY, "[Signature not trusted]",
                    SignatureResult.NEUTRAL, "[Signature not verified]",
                    SignatureResult.PERMERROR, "[Signature not verified]",
                    SignatureResult.TEMPERROR, "[Signature not verified]",
                    SignatureResult.NONE, "[Not signed]");

    /** Copies the collections. */
    public StampSettings {
        formerIds = List.copyOf(formerIds);
        subjectTags = Map.copyOf(subjectTags);
    }

    static StampSettings read(ConfigurationElement element) {
        String ids = "a host or domain name, or other printable ASCII without \" ; ( ) \\ and ,";
        StampSettings settings =
                new StampSettings(
                        element.value("authservId", ids, text -> require(ID, text)),
                        element.values("formerAuthservId", ids, text -> require(ID, text)),
                        element.value(
                                        "header",
                                        "X- and letters, digits and hyphens",
                                        text -> require(FIELD_NAME, text))
                                .orElse(DEFAULT_HEADER),
                        tags(element.section("subjectTags")));
        element.finish();
        return settings;
    }

    /** Every tag, without doubles. */
    public List<String> tags() {
        return new ArrayList<>(new java.util.TreeSet<>(subjectTags.values()));
    }

    private static Map<SignatureResult, String> tags(ConfigurationElement element) {
        Map<SignatureResult, String> tags = new EnumMap<>(SignatureResult.class);
        for (SignatureResult result : SignatureResult.values()) {
            tags.put(
                    result,
                    element.value(
                                    result.keyword(),
                                    "one to " + LONGEST_TAG + " bytes in square brackets",
                                    StampSettings::tag)
                            .orElse(DEFAULT_TAGS.get(result)));
        }
        element.finish();
        return tags;
    }

    /** Brackets, so that no ordinary subject holds a tag by chance. */
    private static String tag(String text) {
        boolean clean = text.codePoints().noneMatch(Character::isISOControl);
        boolean bracketed = text.matches("\\[[^\\[\\]]*[\\p{L}\\p{N}][^\\[\\]]*]");
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (!clean || !bracketed || length > LONGEST_TAG) {
            throw new IllegalArgumentException("no tag");
        }
        return text;
    }

    private static String require(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("malformed");
        }
        return text;
    }
}
