package org.securemessaging.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where passwords of key files come from: from a file beside the key file with {@code .password}
 * behind its name, or else from one place for all. Never from a configuration file. Read anew each
 * time, and not kept. Thread safe.
 */
public final class KeyPasswords {
    /** What the name of a file with a password ends with. */
    public static final String SUFFIX = ".password";

    /** Longer was never meant to be a password. */
    private static final int LONGEST = 4096;

    private final Supplier<Optional<char[]>> common;

    private KeyPasswords(Supplier<Optional<char[]>> common) {
        this.common = common;
    }

    /**
     * No common password.
     *
     * @return passwords from files beside the key files alone
     */
    public static KeyPasswords none() {
        return new KeyPasswords(Optional::empty);
    }

    /**
     * A common password in a file.
     *
     * @param file whose first line is the password
     * @return the passwords
     */
    public static KeyPasswords file(Path file) {
        return new KeyPasswords(() -> Optional.of(firstLine(file)));
    }

    /**
     * A common password from elsewhere, such as a variable of the environment.
     *
     * @param common gives a new array each time, which is overwritten after use
     * @return the passwords
     */
    public static KeyPasswords from(Supplier<Optional<char[]>> common) {
        return new KeyPasswords(common);
    }

    /**
     * The password of a key file.
     *
     * @param keyFile the file
     * @return the password, to be overwritten by the caller; empty if there is none
     * @throws KeyFileException if there is a file for it that can't be read
     */
    public Optional<char[]> of(Path keyFile) {
        Path own = keyFile.resolveSibling(keyFile.getFileName() + SUFFIX);
        return Files.exists(own) ? Optional.of(firstLine(own)) : common.get();
    }

    /**
     * The common password, for what is no file.
     *
     * @return the password, to be overwritten by the caller; empty if there is none
     * @throws KeyFileException if there is a file for it that can't be read
     */
    public Optional<char[]> common() {
        return common.get();
    }

    /** The first line of a file, in UTF-8, without its line break. */
    private static char[] firstLine(Path file) {
        byte[] octets = octets(file);
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets));
        int length = 0;
        while (length < text.length() && "\r\n".indexOf(text.get(length)) < 0) {
            length++;
        }
        char[] line = new char[length];
        text.get(line);
        Arrays.fill(octets, (byte) 0);
        Arrays.fill(text.array(), '\0');
        return line;
    }

    private static byte[] octets(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new KeyFileException(file + ": longer than a password may be");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new KeyFileException(file + ": the password can't be read: " + e, e);
        }
    }
}
