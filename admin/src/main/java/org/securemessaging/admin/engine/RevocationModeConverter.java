package org.securemessaging.admin.engine;

import java.util.Locale;
import org.securemessaging.trust.RevocationMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how revocation is checked, in the words of the configuration. */
final class RevocationModeConverter implements ITypeConverter<RevocationMode> {
    @Override
    public RevocationMode convert(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "require" -> RevocationMode.REQUIRE;
            case "prefer" -> RevocationMode.PREFER;
            case "off" -> RevocationMode.OFF;
            default ->
                    throw new TypeConversionException(
                            "'" + value + "' is none of require, prefer and off");
        };
    }
}
