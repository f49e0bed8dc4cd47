package org.securemessaging.verification;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.TrustAnchors;

/** Verifies one file in a JVM of its own, so that its heap can be small. */
final class SmallHeapMain {
    private SmallHeapMain() {}

    /** Takes a folder for temporary files, an anchor, and a message; prints result and reasons. */
    public static void main(String[] arguments) throws IOException {
        Provider bouncyCastle = new BouncyCastleProvider();
        TestEngine engine =
                new TestEngine(
                        Path.of(arguments[0]),
                        bouncyCastle,
                        TrustAnchors.read(List.of(Path.of(arguments[1]))));
        try (MessageBytes message = MessageBytes.of(Path.of(arguments[2]))) {
            VerificationReport report =
                    engine.verify(
                            message,
                            TestEngine.request(TestPki.NOW, IdentityMode.FROM_OR_SENDER, false));
            System.out.println(report.result().keyword() + " " + codes(report));
        }
    }

    private static String codes(VerificationReport report) {
        return report.reasons().stream().map(ReasonCode::code).collect(Collectors.joining(" "));
    }
}
