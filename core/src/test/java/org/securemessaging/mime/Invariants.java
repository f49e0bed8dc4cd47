package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** What holds of the reading of any octets at all. */
final class Invariants {
    private static final int EVERYTHING = Integer.MAX_VALUE;

    private Invariants() {}

    /** Reads octets and checks the entity and all that is derived from it. */
    static void check(Octets octets) throws IOException {
        Entity entity = new EntityReader(MimeLimits.DEFAULT).read(octets);
        assertThat(entity.octets().toByteArray(EVERYTHING))
                .isEqualTo(octets.toByteArray(EVERYTHING));
        check(entity);
        assertThat(HeaderEdit.none().apply(octets).readAllBytes())
                .isEqualTo(octets.toByteArray(EVERYTHING));
    }

    private static void check(Entity entity) throws IOException {
        headerAndBodyMakeUpTheEntity(entity);
        fieldsMakeUpTheHeader(entity);
        partsLieInTheBodyInOrder(entity);
        canonicalFormHasNoBareLineFeed(entity.octets());
        entity.decodedBody().readAllBytes();
        assertThat(entity.contentType().mimeType()).isLowerCase();
        assertThat(entity.fileName()).isNotNull();
        for (HeaderField field : entity.header().fields()) {
            Mailboxes mailboxes = Mailboxes.of(field);
            assertThat(
                            mailboxes.malformed()
                                    || mailboxes.mailboxes().stream().allMatch(Invariants::sound))
                    .isTrue();
        }
        for (Entity part : entity.parts()) {
            check(part);
        }
    }

    private static boolean sound(Mailbox mailbox) {
        Mailboxes again = Mailboxes.parse(mailbox.addrSpec());
        return !again.malformed() && again.mailboxes().equals(List.of(mailbox));
    }

    private static void headerAndBodyMakeUpTheEntity(Entity entity) {
        Octets whole = entity.octets();
        assertThat(entity.headerOctets().offset()).isEqualTo(whole.offset());
        assertThat(entity.body().offset()).isEqualTo(end(entity.headerOctets()));
        assertThat(end(entity.body())).isEqualTo(end(whole));
    }

    private static void fieldsMakeUpTheHeader(Entity entity) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        entity.header().fields().forEach(field -> fields.writeBytes(field.raw()));
        String header = Texts.text(entity.headerOctets());
        String rest = header.substring(Math.min(header.length(), fields.size()));
        assertThat(header).startsWith(Texts.text(fields.toByteArray()));
        assertThat(rest).isIn("", "\n", "\r\n");
    }

    private static void partsLieInTheBodyInOrder(Entity entity) {
        long at = entity.body().offset();
        at = pass(at, entity.preamble());
        for (Entity part : entity.parts()) {
            at = pass(at, Optional.of(part.octets()));
        }
        at = pass(at, entity.epilogue());
        assertThat(at).isLessThanOrEqualTo(end(entity.body()));
    }

    private static long pass(long at, Optional<Octets> next) {
        if (next.isEmpty()) {
            return at;
        }
        assertThat(next.get().offset()).isGreaterThanOrEqualTo(at);
        return end(next.get());
    }

    private static void canonicalFormHasNoBareLineFeed(Octets octets) throws IOException {
        try (InputStream canonical = new CanonicalInputStream(octets)) {
            String text = Texts.text(canonical.readAllBytes());
            assertThat(text.replace("\r\n", "")).doesNotContain("\n");
            assertThat(text.replace("\r\n", "\n"))
                    .isEqualTo(Texts.text(octets).replace("\r\n", "\n"));
        }
    }

    private static long end(Octets octets) {
        return octets.offset() + octets.length();
    }
}
