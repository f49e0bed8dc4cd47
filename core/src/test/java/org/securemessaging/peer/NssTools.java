package org.securemessaging.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.securemessaging.certificate.Certificate;

/**
 * NSS's tools, which Mozilla's mail programs are built on, with a database that trusts one root.
 */
public final class NssTools {
    private static final String PASSWORD = "nsspw";

    private final Path folder;
    private final PeerProgram program;

    private NssTools(Path folder) {
        this.folder = folder;
        this.program = new PeerProgram(folder, Map.of());
    }

    /** A new database in a folder; skips the test where there is no cmsutil. */
    public static NssTools trusting(Certificate root, Path folder) {
        PeerProgram.require("cmsutil");
        NssTools tools = new NssTools(folder);
        tools.write("nss-password", PASSWORD.getBytes(StandardCharsets.US_ASCII));
        tools.write("nss/empty", new byte[0]);
        tools.program.output("certutil -N -d sql:nss -f nss-password");
        tools.learn("root", "CT,C,C", root);
        return tools;
    }

    /** Takes a certificate, such as an authority's between the root and people. */
    public void learn(Certificate certificate) {
        learn(certificate.sha256(), ",,", certificate);
    }

    private void learn(String name, String trust, Certificate certificate) {
        write("nss-certificate.der", certificate.encoded());
        program.output(
                "certutil -A -d sql:nss -f nss-password -i nss-certificate.der -n %s -t %s"
                        .formatted(name, trust));
    }

    private void write(String name, byte[] octets) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.write(folder.resolve(name), octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs commands in the folder. */
    public PeerProgram program() {
        return program;
    }

    /** How cmsutil reads a structure with this database. */
    public static String decode(String structure) {
        return "cmsutil -D -d sql:nss -f nss-password -o out -i " + structure;
    }

    /** Takes a key from a PKCS#12 file. */
    public void importKey(Path pkcs12, String password) {
        program.output("pk12util -i " + pkcs12 + " -d sql:nss -k nss-password -W " + password);
    }
}
