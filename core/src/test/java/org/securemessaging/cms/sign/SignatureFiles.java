package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.Entity;

/** A signed message as programs take it that know CMS, but no MIME. */
final class SignatureFiles {
    private SignatureFiles() {}

    /**
     * Writes the signature to NAME.der, and beside it the content to NAME.txt if that is not
     * inside.
     *
     * @return whether it is not inside
     */
    static boolean write(byte[] message, Path folder, String name) throws IOException {
        Entity signed = Signing.entity(message);
        boolean detached = signed.parts().size() == 2;
        Entity signature = detached ? signed.parts().get(1) : signed;
        Files.write(folder.resolve(name + ".der"), signature.decodedBody().readAllBytes());
        if (detached) {
            try (InputStream content = new CanonicalInputStream(signed.parts().get(0).octets())) {
                Files.copy(content, folder.resolve(name + ".txt"));
            }
        }
        return detached;
    }
}
