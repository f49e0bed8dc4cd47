package org.securemessaging.cms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;

/** Verifies files in a Java machine of its own with a heap of 64 MB. */
final class SmallHeap {
    private static final long TIMEOUT_SECONDS = 120;

    private SmallHeap() {}

    /** What {@link Layers#describe(SignedDataReport)} says there, or what went wrong. */
    static String verify(Path folder, String... arguments) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName());
        builder.command().addAll(java.util.List.of(arguments));
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "timed out: " + Files.readString(output);
        }
        return Files.readString(output).strip();
    }

    /**
     * The program: {@code detached SIGNATURE CONTENT} or {@code enclosed STRUCTURE}.
     *
     * @param arguments what to verify
     */
    public static void main(String[] arguments) throws IOException {
        SignedDataVerifier verifier = Verifying.DEFAULT.verifier();
        Path structure = Path.of(arguments[1]);
        try (InputStream der = Files.newInputStream(structure)) {
            SignedDataReport report =
                    arguments[0].equals("detached")
                            ? detached(verifier, der, Path.of(arguments[2]))
                            : enclosed(verifier, der, structure.toAbsolutePath().getParent());
            System.out.println(Layers.describe(report));
        }
    }

    private static SignedDataReport detached(
            SignedDataVerifier verifier, InputStream der, Path content) throws IOException {
        try (MessageBytes bytes = MessageBytes.of(content)) {
            return verifier.verifyDetached(
                    bytes.octets(), ContentForm.CANONICAL, der, CertificateSource.none());
        }
    }

    private static SignedDataReport enclosed(
            SignedDataVerifier verifier, InputStream der, Path folder) throws IOException {
        try (EncapsulatedReport report =
                verifier.verifyEncapsulated(
                        der, SpoolLimits.in(folder), CertificateSource.none())) {
            return report.report();
        }
    }
}
