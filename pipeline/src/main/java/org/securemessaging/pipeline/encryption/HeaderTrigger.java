package org.securemessaging.pipeline.encryption;

import java.util.Optional;
import org.securemessaging.mime.HeaderField;

/**
 * A header field by which a sender asks for encryption, such as {@code X-Encrypt: yes}, or
 * Outlook's {@code Sensitivity: Company-Confidential}.
 *
 * @param name the field's name
 * @param value what must stand in it, in any letter case; empty if anything may
 */
public record HeaderTrigger(String name, Optional<String> value) {
    /**
     * Reads a trigger.
     *
     * @param text a name, or a name, a colon and a value
     * @return the trigger, or empty if the name is none
     */
    public static Optional<HeaderTrigger> parse(String text) {
        String[] parts = text.split(":", 2);
        String name = parts[0].strip();
        boolean isName = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
        Optional<String> value =
                Optional.of(parts[parts.length - 1].strip())
                        .filter(body -> parts.length == 2 && !body.isEmpty());
        return isName && (parts.length == 1 || value.isPresent())
                ? Optional.of(new HeaderTrigger(name, value))
                : Optional.empty();
    }

    boolean fires(HeaderField field) {
        return field.isNamed(name)
                && value.map(body -> body.equalsIgnoreCase(field.body())).orElse(true);
    }
}
