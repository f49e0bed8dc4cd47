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
        return switchedOn(
                sample, "class=\"org\\.securemessaging\\.mailets\\." + mailet + "\"", mailet);
    }

    /**
     * Lets mail to local recipients be encrypted too.
     *
     * @param sample a mailetcontainer.xml
     * @return the same with mail of users who logged in going to the processor relay first
     * @throws IllegalStateException if there is no comment with that
     */
    static String encryptingLocally(String sample) {
        return switchedOn(sample, "match=\"relay-allowed\" class=\"ToProcessor\"", "relay-allowed");
    }

    private static String switchedOn(String sample, String attribute, String name) {
        Pattern comment =
                Pattern.compile(
                        "<!--(?:(?!-->|<mailet).)*(<mailet [^>]*"
                                + attribute
                                + "(?:(?!-->).)*?)\\s*-->",
                        Pattern.DOTALL);
        Matcher found = comment.matcher(sample);
        if (!found.find()) {
            throw new IllegalStateException("The sample configuration has no comment with " + name);
        }
        return found.replaceAll(match -> Matcher.quoteReplacement(match.group(1)));
    }
}
