package org.securemessaging.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes mailets out of the comments in which the sample configuration has them. */
final class SampleMailets {
    private SampleMailets() {}

    /**
     * Switches a mailet on: of each comment in which it stands, what begins with it is left.
     *
     * @param sample a mailetcontainer.xml
     * @param mailet the simple name of one of the extension's mailets
     * @return the same with the mailet
     * @throws IllegalStateException if it stands in no comment
     */
    static String switchedOn(String sample, String mailet) {
        Pattern comment =
                Pattern.compile(
                        "<!--(?:(?!-->|<mailet).)*(<mailet"
                                + " [^>]*class=\"org\\.securemessaging\\.mailets\\."
                                + mailet
                                + "\"(?:(?!-->).)*?)\\s*-->",
                        Pattern.DOTALL);
        Matcher found = comment.matcher(sample);
        if (!found.find()) {
            throw new IllegalStateException(
                    "The sample configuration has no comment with " + mailet);
        }
        return found.replaceAll(match -> Matcher.quoteReplacement(match.group(1)));
    }
}
