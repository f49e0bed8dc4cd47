package org.securemessaging.cms.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.mime.Entity;
import org.securemessaging.peer.PeerProgram;

/** Whatever others wrote, it is signed, and what is signed is what they wrote. */
class CorpusSigningTest {
    private static final CertifiedKey ALICE = SigningPki.person("alice@example.org", "EC P-256");

    static Stream<Path> messages() {
        return CorpusMessages.clear();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void signedContentShouldBeTheAuthors(Path file) throws Exception {
        byte[] message = Files.readAllBytes(file);
        byte[] signed = Signing.CLEAR.sign(message, ALICE);
        assertThat(ContentTree.of(Signing.content(signed))).isEqualTo(ContentTree.of(message));
    }

    static Stream<Path> ambiguous() {
        return CorpusMessages.ambiguous();
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void messageWhoseHeaderCanBeReadInOtherWaysShouldNotBeSigned(Path file) throws Exception {
        byte[] message = Files.readAllBytes(file);
        for (Signing signing : List.of(Signing.CLEAR, Signing.OPAQUE)) {
            assertThatThrownBy(() -> signing.sign(message, ALICE))
                    .isInstanceOf(SigningException.class)
                    .hasMessageContaining("read in other ways");
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void opaqueContentShouldBeTheAuthors(Path file) throws Exception {
        byte[] message = Files.readAllBytes(file);
        byte[] signed = Signing.OPAQUE.sign(message, ALICE);
        assertThat(ContentTree.of(Signing.content(signed))).isEqualTo(ContentTree.of(message));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void headerShouldStayOutside(Path file) throws Exception {
        byte[] message = Files.readAllBytes(file);
        assertThat(outerFields(Signing.entity(Signing.CLEAR.sign(message, ALICE))))
                .containsAll(outerFields(Signing.entity(message)));
    }

    @Test
    void mostShouldBeSignedClear() {
        List<String> opaque =
                messages()
                        .filter(
                                file ->
                                        !Signing.entity(Signing.CLEAR.sign(read(file), ALICE))
                                                .contentType()
                                                .is("multipart/signed"))
                        .map(file -> file.getFileName().toString())
                        .toList();
        // Its delimiters are longer than any line of mail may be.
        assertThat(opaque).containsExactly("very-very-long-boundary.msg");
    }

    @ParameterizedTest
    @EnumSource(SignatureForm.class)
    void opensslShouldAcceptEveryMessage(SignatureForm form, @TempDir Path folder)
            throws Exception {
        PeerProgram.require("openssl");
        PeerProgram openssl = new PeerProgram(folder, Map.of());
        SigningPki.writePem(folder.resolve("root.pem"), SigningPki.root());
        int number = 0;
        StringBuilder script = new StringBuilder("set -e\n");
        for (Path file : messages().toList()) {
            byte[] signed = Signing.in(form).sign(Files.readAllBytes(file), ALICE);
            String name = "m" + number++ + ".eml";
            Files.write(folder.resolve(name), signed);
            script.append("openssl cms -verify -CAfile root.pem -purpose any -in ")
                    .append(name)
                    .append(" -out out || { echo ")
                    .append(file.getFileName())
                    .append("; exit 1; }\n");
        }
        openssl.run(script.toString(), "sh");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> outerFields(Entity message) {
        return message.header().fields().stream()
                .filter(field -> !field.name().toLowerCase(Locale.ROOT).startsWith("content-"))
                .map(field -> Signing.text(field.raw()).replaceAll("\r?\n", "\n"))
                .toList();
    }
}
