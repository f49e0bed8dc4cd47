package org.securemessaging.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.keys.TestKey;

/**
 * A SoftHSM token with keys in it. The library reads where its tokens are from the environment,
 * once for each process: whoever uses the token runs in a process of its own.
 */
public final class SoftHsm {
    /** The user's PIN. */
    public static final String PIN = "1234";

    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

    private final Path folder;
    private final PeerProgram program;

    private SoftHsm(Path folder, PeerProgram program) {
        this.folder = folder;
        this.program = program;
    }

    /** A new, empty token below a folder; skips the test where there is no SoftHSM. */
    public static SoftHsm create(Path folder) {
        PeerProgram.require("softhsm2-util");
        PeerProgram.require("pkcs11-tool");
        try {
            Files.createDirectories(folder.resolve("tokens"));
            Path configuration = folder.resolve("softhsm2.conf");
            Files.writeString(
                    configuration,
                    "directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n"
                            .formatted(folder.resolve("tokens")));
            SoftHsm hsm =
                    new SoftHsm(
                            folder,
                            new PeerProgram(
                                    folder, Map.of("SOFTHSM2_CONF", configuration.toString())));
            String said =
                    hsm.program.output(
                            "softhsm2-util --init-token --free --label example --so-pin 12345678"
                                    + " --pin "
                                    + PIN);
            hsm.writeConfiguration(said);
            return hsm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeConfiguration(String said) throws IOException {
        Matcher slot = SLOT.matcher(said);
        if (!slot.find()) {
            throw new IllegalStateException(said);
        }
        Files.writeString(
                configuration(),
                """
                name = example
                library = %s
                slot = %s
                attributes(*,CKO_SECRET_KEY,CKK_GENERIC_SECRET) = {
                  CKA_SENSITIVE=false
                  CKA_EXTRACTABLE=true
                }
                """
                        .formatted(MODULE, slot.group(1)));
    }

    /** Puts a key and its certificate into the token. */
    public void put(String label, String id, TestKey key) {
        put(label, id, key.pair().getPrivate().getEncoded(), key.certificate().encoded());
    }

    /** Puts a key and its certificate into the token. */
    public void put(String label, String id, CertifiedKey key) {
        put(label, id, key.key().getEncoded(), key.certificate().encoded());
    }

    /** Puts a PKCS#8 key and its certificate into the token. */
    public void put(String label, String id, byte[] key, byte[] certified) {
        try {
            Path privateKey = folder.resolve(label + ".der");
            Path certificate = folder.resolve(label + ".crt");
            Files.write(privateKey, key);
            Files.write(certificate, certified);
            write(
                    label,
                    id,
                    privateKey,
                    "privkey",
                    "--usage-derive",
                    "--usage-sign",
                    "--usage-decrypt");
            write(label, id, certificate, "cert");
            Files.delete(privateKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts an authority's certificate into the token, so that paths can be had from it. */
    public void storeAuthority(String label, String id, byte[] encodedCertificate) {
        try {
            Path certificate = folder.resolve(label + ".crt");
            Files.write(certificate, encodedCertificate);
            write(label, id, certificate, "cert");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the token make a key, and puts a certificate for it beside it. */
    public TestKey generate(String label, String id, String kind, String address) {
        boolean rsa = kind.startsWith("rsa");
        tool(
                "--keypairgen",
                "--key-type",
                kind,
                "--id",
                id,
                "--label",
                label,
                rsa ? "--usage-decrypt" : "--usage-derive");
        Path file = folder.resolve(label + ".pub");
        tool("--read-object", "--type", "pubkey", "--id", id, "--output-file", file.toString());
        try {
            TestKey key =
                    TestKey.of(
                            KeyFactory.getInstance(rsa ? "RSA" : "EC")
                                    .generatePublic(
                                            new X509EncodedKeySpec(Files.readAllBytes(file))),
                            rsa ? TestKey.BOTH : TestKey.AGREES,
                            address);
            Path certificate = folder.resolve(label + ".crt");
            Files.write(certificate, key.certificate().encoded());
            write(label, id, certificate, "cert");
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the token says of its private keys. */
    public String privateKeys() {
        return program.output(
                "pkcs11-tool --module %s --token-label example --login --pin %s -O --type privkey"
                        .formatted(MODULE, PIN));
    }

    private void tool(String... words) {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        "pkcs11-tool",
                                        "--module",
                                        MODULE.toString(),
                                        "--token-label",
                                        "example",
                                        "--login",
                                        "--pin",
                                        PIN),
                                Stream.of(words))
                        .toList();
        program.run("", command.toArray(String[]::new));
    }

    private void write(String label, String id, Path file, String type, String... usages) {
        tool(
                Stream.concat(
                                Stream.of(
                                        "--write-object",
                                        file.toString(),
                                        "--type",
                                        type,
                                        "--id",
                                        id,
                                        "--label",
                                        label),
                                Stream.of(usages))
                        .toArray(String[]::new));
    }

    /** Where the library finds the token: what must be in the environment of who uses it. */
    public Map<String, String> environment() {
        return program.environment();
    }

    /** SunPKCS11's configuration for the token. */
    public Path configuration() {
        return folder.resolve("p11.cfg");
    }

    /** The tokens' folder, which may be moved away. */
    public Path tokens() {
        return folder.resolve("tokens");
    }

    /** Runs a main class in a process that knows the token, and gives what it printed. */
    public String runJava(Class<?> main, String... arguments) {
        try {
            List<String> command =
                    Stream.concat(
                                    Stream.of(
                                            Path.of(System.getProperty("java.home"), "bin/java")
                                                    .toString(),
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            main.getName()),
                                    Stream.of(arguments))
                            .toList();
            Path output = folder.resolve("output.txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
            builder.start().waitFor();
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
