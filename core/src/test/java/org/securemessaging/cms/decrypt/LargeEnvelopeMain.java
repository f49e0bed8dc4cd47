package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.SpoolLimits;

/** Decrypts one file in a JVM of its own, so that its heap can be small. */
final class LargeEnvelopeMain {
    private LargeEnvelopeMain() {}

    /** Takes a key file and a structure; prints the cipher and the content's length. */
    public static void main(String[] arguments) throws IOException {
        Path structure = Path.of(arguments[1]);
        KeyVault vault =
                new KeyVault(
                        List.of(
                                new KeyFolder(
                                        List.of(Path.of(arguments[0])),
                                        new KeyFileReader(TestKey.PROVIDER, true),
                                        KeyPasswords.none(),
                                        TestKey.PROVIDER)));
        Decryption decryption =
                new EnvelopeDecryptor(DecryptionPolicy.defaults(), TestKey.PROVIDER)
                        .decrypt(
                                () -> Files.newInputStream(structure),
                                vault,
                                SpoolLimits.in(structure.getParent()));
        if (decryption instanceof Decryption.Opened opened) {
            try (opened) {
                System.out.println(
                        opened.facts().algorithm() + " " + opened.content().octets().length());
            }
        } else {
            System.out.println(decryption);
        }
    }
}
