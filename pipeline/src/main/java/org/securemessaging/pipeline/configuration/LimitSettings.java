package org.securemessaging.pipeline.configuration;

import java.time.Duration;
import org.securemessaging.mime.MimeLimits;

/**
 * What one mail may cost ({@code <limits>}); beyond it the result is {@code permerror} with reason
 * {@code limit-exceeded}.
 *
 * @param messageSize the most octets of a message that is looked at
 * @param memoryThreshold the most octets of a message kept on the heap; a longer one goes to a
 *     temporary file
 * @param depth the most multiparts inside one another
 * @param parts the most MIME parts
 * @param headerFields the most header fields of all parts together
 * @param headerSize the most octets of the headers of all parts together
 * @param layers the most CMS layers
 * @param layerDepth the most CMS layers inside one another
 * @param paths the most certification paths looked for
 * @param timePerMail how long the verification of one mail may take, fetches included
 */
public record LimitSettings(
        long messageSize,
        int memoryThreshold,
        int depth,
        int parts,
        int headerFields,
        int headerSize,
        int layers,
        int layerDepth,
        int paths,
        Duration timePerMail) {
    /** Above what a mail server is usually set to accept, so that the server's limit decides. */
    public static final long DEFAULT_MESSAGE_SIZE = 1L << 30;

    /** 256 KiB: nine of ten mails are smaller; twenty spooler threads then hold 5 MiB at most. */
    public static final int DEFAULT_MEMORY_THRESHOLD = 256 << 10;

    /** 50: a mail forwarded in turn by many people nests about 10 deep. */
    public static final int DEFAULT_DEPTH = 50;

    /** 1,000: large digests have some hundred parts. */
    public static final int DEFAULT_PARTS = 1_000;

    /** 10,000: a thousand parts with ten fields each. */
    public static final int DEFAULT_HEADER_FIELDS = 10_000;

    /** 2 MiB: twice the longest field, and 2 KiB for each of a thousand parts. */
    public static final int DEFAULT_HEADER_SIZE = 2 << 20;

    /** 32: triple wrapping has three, a digest of signed mails some dozens. */
    public static final int DEFAULT_LAYERS = 32;

    /** 8: sign, encrypt, sign, compress, and a mailing list or two that did the same. */
    public static final int DEFAULT_LAYER_DEPTH = 8;

    /** 16: one for each of several signers, and some for renewed certificates. */
    public static final int DEFAULT_PATHS = 16;

    /** A minute: 1 GiB is hashed in a few seconds, and fetching has its own, shorter bound. */
    public static final Duration DEFAULT_TIME_PER_MAIL = Duration.ofSeconds(60);

    /**
     * The bounds on a message's structure.
     *
     * @return the limits
     */
    public MimeLimits structure() {
        return new MimeLimits(
                depth,
                parts,
                headerFields,
                headerSize,
                Math.min(headerSize, MimeLimits.DEFAULT_FIELD_BYTES),
                MimeLimits.DEFAULT_BOUNDARY_LENGTH);
    }

    static LimitSettings read(ConfigurationElement element) {
        LimitSettings settings =
                new LimitSettings(
                        Values.size(element, "messageSize", DEFAULT_MESSAGE_SIZE),
                        Values.arraySize(element, "memoryThreshold", DEFAULT_MEMORY_THRESHOLD),
                        Values.number(element, "depth", DEFAULT_DEPTH),
                        Values.number(element, "parts", DEFAULT_PARTS),
                        Values.number(element, "headerFields", DEFAULT_HEADER_FIELDS),
                        Values.arraySize(element, "headerSize", DEFAULT_HEADER_SIZE),
                        Values.number(element, "layers", DEFAULT_LAYERS),
                        Values.number(element, "layerDepth", DEFAULT_LAYER_DEPTH),
                        Values.number(element, "paths", DEFAULT_PATHS),
                        Values.duration(element, "timePerMail", DEFAULT_TIME_PER_MAIL));
        element.finish();
        return settings;
    }
}
