package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.StoredKey;
import org.securemessaging.keys.TestKey;
import org.securemessaging.keys.Token;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.peer.SoftHsm;

/** Uses a token, in a process that was told of it by its environment. */
final class TokenMain {
    private TokenMain() {}

    /** Takes the token's configuration, a folder with structures, and a folder to move away. */
    public static void main(String[] arguments) throws Exception {
        Token token =
                new Token(Path.of(arguments[0]), () -> Optional.of(SoftHsm.PIN.toCharArray()));
        KeyVault vault = new KeyVault(List.of(token));
        Path folder = Path.of(arguments[1]);
        List<StoredKey> keys = vault.all();
        boolean encodable = keys.stream().anyMatch(key -> key.open().key().getEncoded() != null);
        System.out.printf(
                "keys %d, %s of them encodable%n", keys.size(), encodable ? "some" : "none");
        for (String name : List.of("pkcs1", "oaep", "ecdh", "wrong")) {
            System.out.println(name + " " + decrypt(folder.resolve(name + ".cms"), vault));
        }
        if (!arguments[2].equals("stay")) {
            moveAway(vault, folder, Path.of(arguments[2]));
        }
    }

    private static void moveAway(KeyVault vault, Path folder, Path tokens) throws Exception {
        Path away = tokens.resolveSibling("away");
        Files.move(tokens, away);
        System.out.println("token moved away");
        System.out.println("pkcs1 " + decrypt(folder.resolve("pkcs1.cms"), vault));
        Thread.sleep(10_500); // The token is looked at anew every ten seconds.
        System.out.println(vault.health());
        Files.move(away, tokens);
        System.out.println("token moved back");
        System.out.println("pkcs1 " + decrypt(folder.resolve("pkcs1.cms"), vault));
    }

    private static String decrypt(Path structure, KeyRing keys) throws IOException {
        EnvelopeDecryptor decryptor =
                new EnvelopeDecryptor(DecryptionPolicy.defaults(), TestKey.PROVIDER);
        try {
            Decryption decryption =
                    decryptor.decrypt(
                            () -> Files.newInputStream(structure),
                            keys,
                            SpoolLimits.in(structure.getParent()));
            return decryption instanceof Decryption.Opened opened
                    ? "opened " + opened.facts().key().orElseThrow().transport()
                    : ((Decryption.Closed) decryption).finding().reason().code();
        } catch (KeyUnavailableException e) {
            return "unavailable";
        }
    }
}
