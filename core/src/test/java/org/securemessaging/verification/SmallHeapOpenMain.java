package org.securemessaging.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.result.Finding;
import org.securemessaging.trust.TrustAnchors;

/** Opens one message in a JVM of its own, so that its heap can be small. */
final class SmallHeapOpenMain {
    private SmallHeapOpenMain() {}

    /**
     * Takes a folder for temporary files, a key file and a message. Prints whether it was opened,
     * what was found, how many files are left, and the seconds of processor time that it took.
     */
    public static void main(String[] arguments) throws IOException {
        Path temporary = Path.of(arguments[0]);
        KeyVault vault =
                new KeyVault(
                        List.of(
                                new KeyFolder(
                                        List.of(Path.of(arguments[1])),
                                        new KeyFileReader(TestKey.PROVIDER, true),
                                        KeyPasswords.none(),
                                        TestKey.PROVIDER)));
        TestEngine engine = new TestEngine(temporary, TestKey.PROVIDER, TrustAnchors.of(List.of()));
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (MessageBytes message = MessageBytes.of(Path.of(arguments[2]));
                OpenedMessage opened = engine.open(message, vault)) {
            if (opened.opened()) {
                try (InputStream copy = opened.copy()) {
                    copy.transferTo(OutputStream.nullOutputStream());
                }
            }
            System.out.println("opened " + opened.opened() + " " + codes(opened));
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        try (Stream<Path> left = Files.list(temporary)) {
            System.out.println("left " + left.count());
        }
        System.out.println("seconds " + nanos / 1_000_000_000);
    }

    private static String codes(OpenedMessage opened) {
        return Stream.concat(
                        opened.envelopes().stream().flatMap(each -> each.failure().stream()),
                        opened.report().layers().stream()
                                .flatMap(layer -> layer.findings().stream()))
                .map(Finding::reason)
                .map(reason -> reason.code())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
