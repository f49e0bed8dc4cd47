package org.securemessaging.admin.verify;

import java.util.Locale;
import org.securemessaging.verification.IdentityMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads which addresses are compared, in the words of the configuration. */
final class IdentityModeConverter implements ITypeConverter<IdentityMode> {
    @Override
    public IdentityMode convert(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "from-or-sender" -> IdentityMode.FROM_OR_SENDER;
            case "from" -> IdentityMode.FROM;
            case "off" -> IdentityMode.OFF;
            default ->
                    throw new TypeConversionException(
                            "'" + value + "' is none of from-or-sender, from and off");
        };
    }
}
