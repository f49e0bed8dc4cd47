package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.mime.Texts.entity;
import static org.securemessaging.mime.Texts.lines;
import static org.securemessaging.mime.Texts.octets;
import static org.securemessaging.mime.Texts.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityReaderTest {
    private static final String MIXED = "Content-Type: multipart/mixed; boundary=B\r\n\r\n";

    @Test
    void readShouldSplitHeaderAndBodyWhenMessageIsPlain() {
        Entity entity = entity("Subject: a\r\n b\r\nX: y\r\n\r\nHello\r\n");

        assertThat(text(entity.headerOctets())).isEqualTo("Subject: a\r\n b\r\nX: y\r\n\r\n");
        assertThat(text(entity.body())).isEqualTo("Hello\r\n");
        assertThat(entity.header().fields())
                .extracting(HeaderField::name)
                .containsExactly("Subject", "X");
        assertThat(entity.contentType()).isEqualTo(ContentType.TEXT_PLAIN);
        assertThat(entity.transferEncoding()).isEqualTo(TransferEncoding.SEVEN_BIT);
        assertThat(entity.defects()).isEmpty();
    }

    @Test
    void readShouldGiveLineBreakToDelimiterWhenPartEnds() {
        Entity entity =
                entity(
                        MIXED
                                + lines(
                                        "pre",
                                        "--B",
                                        "A: b",
                                        "",
                                        "signed",
                                        "",
                                        "--B \t",
                                        "",
                                        "signature",
                                        "--B--",
                                        "epi"));

        assertThat(entity.parts()).hasSize(2);
        assertThat(text(entity.parts().get(0).octets())).isEqualTo("A: b\r\n\r\nsigned\r\n");
        assertThat(text(entity.parts().get(1).octets())).isEqualTo("\r\nsignature");
        assertThat(text(entity.parts().get(1).body())).isEqualTo("signature");
        assertThat(text(entity.preamble().orElseThrow())).isEqualTo("pre");
        assertThat(text(entity.epilogue().orElseThrow())).isEqualTo("epi\r\n");
        assertThat(entity.closed()).isTrue();
        assertThat(entity.defects()).isEmpty();
    }

    @Test
    void readShouldSplitWhenLinesEndWithLineFeedAlone() {
        Entity entity =
                entity(
                        "Content-Type: multipart/mixed; boundary=B\n\n--B\nX: y\n\none\n--B\n\ntwo\n--B--\n");

        assertThat(text(entity.parts().get(0).octets())).isEqualTo("X: y\n\none");
        assertThat(text(entity.parts().get(1).octets())).isEqualTo("\ntwo");
        assertThat(entity.preamble()).isEmpty();
        assertThat(text(entity.epilogue().orElseThrow())).isEmpty();
        assertThat(entity.defects()).isEmpty();
    }

    @Test
    void readShouldKeepLoneReturnInPartWhenItStandsBeforeLineBreak() {
        Entity entity = entity(MIXED + "--B\r\n\r\none\r\r\n--B--");

        assertThat(text(entity.parts().get(0).body())).isEqualTo("one\r");
        assertThat(entity.defects()).isEmpty();
    }

    @Test
    void readShouldTakeLineForContentWhenItGoesOnBehindTheBoundary() {
        Entity entity =
                entity(MIXED + lines("--B", "", "--BB", "--B-", "--B--x", "--B x", "--B--"));

        assertThat(entity.parts()).hasSize(1);
        assertThat(text(entity.parts().get(0).body())).isEqualTo("--BB\r\n--B-\r\n--B--x\r\n--B x");
        assertThat(entity.defects()).containsExactly(Defect.AMBIGUOUS_DELIMITER);
    }

    @Test
    void readShouldTellBoundariesApartWhenOneIsPrefixOfAnother() {
        Entity entity =
                entity(
                        MIXED
                                + lines(
                                        "--B",
                                        "Content-Type: multipart/mixed; boundary=\"B:1\"",
                                        "",
                                        "--B:1",
                                        "",
                                        "inner",
                                        "--B:1--",
                                        "--B",
                                        "",
                                        "outer",
                                        "--B--"));

        assertThat(entity.parts()).hasSize(2);
        assertThat(text(entity.parts().get(0).parts().get(0).body())).isEqualTo("inner");
        assertThat(entity.parts().get(0).closed()).isTrue();
        assertThat(text(entity.parts().get(1).body())).isEqualTo("outer");
        assertThat(entity.defects()).isEmpty();
    }

    @Test
    void readShouldNoteAmbiguityWhenDelimiterStandsBehindLoneReturn() {
        Entity entity = entity(MIXED + "--B\r\n\r\none\r--B\r\rtwo\r\n--B--\r\n");

        assertThat(entity.parts()).hasSize(1);
        assertThat(text(entity.parts().get(0).body())).isEqualTo("one\r--B\r\rtwo");
        assertThat(entity.defects()).containsExactly(Defect.AMBIGUOUS_DELIMITER);
    }

    @Test
    void readShouldExtendLastPartToEndWhenCloseDelimiterIsMissing() {
        Entity entity = entity(MIXED + "--B\r\n\r\none\r\n--B\r\n\r\ntwo\r\n");

        assertThat(text(entity.parts().get(1).octets())).isEqualTo("\r\ntwo\r\n");
        assertThat(entity.closed()).isFalse();
        assertThat(entity.epilogue()).isEmpty();
        assertThat(entity.defects()).containsExactly(Defect.UNCLOSED_MULTIPART);
    }

    @Test
    void readShouldEndInnerMultipartWhenOuterDelimiterComesFirst() {
        Entity entity =
                entity(
                        MIXED
                                + lines(
                                        "--B",
                                        "Content-Type: multipart/mixed; boundary=C",
                                        "",
                                        "--C",
                                        "",
                                        "cut",
                                        "--B",
                                        "",
                                        "next",
                                        "--B--"));

        Entity inner = entity.parts().get(0);
        assertThat(inner.closed()).isFalse();
        assertThat(text(inner.parts().get(0).octets())).isEqualTo("\r\ncut");
        assertThat(text(entity.parts().get(1).body())).isEqualTo("next");
        assertThat(entity.closed()).isTrue();
    }

    @Test
    void readShouldPreferOuterMultipartWhenBoundariesAreEqual() {
        Entity entity = entity(MIXED + lines("--B", MIXED + "--B", "", "one", "--B--"));

        assertThat(entity.parts()).hasSize(2);
        assertThat(entity.parts().get(0).parts()).isEmpty();
        assertThat(entity.parts().get(0).closed()).isFalse();
        assertThat(text(entity.parts().get(1).body())).isEqualTo("one");
    }

    @Test
    void readShouldLeaveDelimitersInEpilogueWhenMultipartIsClosed() {
        Entity entity = entity(MIXED + lines("--B", "", "one", "--B--", "--B", "", "two", "--B--"));

        assertThat(entity.parts()).hasSize(1);
        assertThat(text(entity.epilogue().orElseThrow())).isEqualTo("--B\r\n\r\ntwo\r\n--B--\r\n");
    }

    @Test
    void readShouldGiveNoEpilogueWhenLineBreakBelongsToOuterDelimiter() {
        Entity entity =
                entity(
                        MIXED
                                + lines(
                                        "--B",
                                        "Content-Type: multipart/mixed; boundary=C",
                                        "",
                                        "--C",
                                        "",
                                        "one",
                                        "--C--",
                                        "--B--"));

        Entity inner = entity.parts().get(0);
        assertThat(inner.epilogue()).isEmpty();
        assertThat(inner.closed()).isTrue();
        assertThat(text(inner.octets())).endsWith("\r\n--C--");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boundary=\"a b'()+_,-./:=?c\"|a b'()+_,-./:=?c",
                "boundary=a/b|a/b",
                "boundary = \"a\" ; x=y|a",
                "boundary='a'|'a'",
                "boundary=\"=?utf-8?Q?a?=\"|=?utf-8?Q?a?=",
                "boundary*=us-ascii''a%20b|a b",
                "boundary*0=a; boundary*1=b|ab",
                "BOUNDARY=a|a"
            })
    void readShouldSplitWhenBoundaryIsWrittenOddly(String parameterAndBoundary) {
        String[] halves = parameterAndBoundary.split("\\|", 2);
        Entity entity =
                entity(
                        lines(
                                "Content-Type: multipart/mixed; " + halves[0],
                                "",
                                "--" + halves[1],
                                "",
                                "one",
                                "--" + halves[1] + "--"));

        assertThat(entity.parts()).hasSize(1);
        assertThat(text(entity.parts().get(0).body())).isEqualTo("one");
        assertThat(entity.closed()).isTrue();
    }

    @Test
    void readShouldSplitWhenBoundaryIsLongerThanTheStandardAllows() {
        String boundary = "x".repeat(MimeLimits.DEFAULT_BOUNDARY_LENGTH);
        String longer = boundary + "x";

        assertThat(entity(multipart(boundary)).parts()).hasSize(1);
        assertThat(entity(multipart(longer)).parts()).isEmpty();
        assertThat(entity(multipart(longer)).defects()).contains(Defect.MISSING_BOUNDARY);
    }

    @Test
    void readShouldGiveEmptyPartsWhenDelimitersFollowEachOther() {
        Entity entity = entity(MIXED + "--B\r\n--B\r\n\r\n--B\r\n\r\n\r\n--B--");

        assertThat(entity.parts())
                .extracting(part -> text(part.octets()))
                .containsExactly("", "", "\r\n");
        assertThat(entity.parts()).extracting(part -> text(part.body())).containsOnly("");
        assertThat(entity.closed()).isTrue();
    }

    @Test
    void readShouldTakePartForHeaderWhenBlankLineIsMissing() {
        Entity entity = entity(MIXED + "--B\r\nX: y\r\n--B\r\nno field\r\n--B--\r\n");

        assertThat(text(entity.parts().get(0).octets())).isEqualTo("X: y");
        assertThat(text(entity.parts().get(0).headerOctets())).isEqualTo("X: y");
        assertThat(text(entity.parts().get(0).header().fields().get(0).raw())).isEqualTo("X: y");
        assertThat(entity.parts().get(0).defects()).containsExactly(Defect.MISSING_BLANK_LINE);
        assertThat(entity.parts().get(1).defects())
                .containsExactlyInAnyOrder(Defect.MISSING_BLANK_LINE, Defect.LINE_WITHOUT_FIELD);
    }

    @Test
    void readShouldGiveNoPartsWhenOnlyCloseDelimiterIsThere() {
        Entity entity = entity(MIXED + "pre\r\n--B--\r\nepi");

        assertThat(entity.parts()).isEmpty();
        assertThat(text(entity.preamble().orElseThrow())).isEqualTo("pre");
        assertThat(text(entity.epilogue().orElseThrow())).isEqualTo("epi");
        assertThat(entity.defects()).containsExactly(Defect.NO_PARTS);
    }

    @Test
    void readShouldTakeBodyForPreambleWhenThereIsNoDelimiter() {
        Entity entity = entity(MIXED + "text\r\n");

        assertThat(text(entity.preamble().orElseThrow())).isEqualTo("text\r\n");
        assertThat(entity.defects())
                .containsExactlyInAnyOrder(Defect.NO_PARTS, Defect.UNCLOSED_MULTIPART);
    }

    @Test
    void readShouldLeaveBodyWholeWhenBoundaryIsMissing() {
        Entity entity = entity("Content-Type: multipart/mixed\r\n\r\n--B\r\n\r\none\r\n--B--\r\n");

        assertThat(entity.parts()).isEmpty();
        assertThat(entity.preamble()).isEmpty();
        assertThat(text(entity.body())).startsWith("--B");
        assertThat(entity.defects())
                .containsExactlyInAnyOrder(Defect.MISSING_BOUNDARY, Defect.NO_PARTS);
    }

    @Test
    void readShouldStartPartWhenDelimiterStandsAtEnd() {
        assertThat(entity(MIXED + "--B\r\n\r\none\r\n--B").parts())
                .extracting(part -> text(part.octets()))
                .containsExactly("\r\none", "");
        assertThat(entity(MIXED + "--B\r\n\r\none\r\n--B--").closed()).isTrue();
        assertThat(entity(MIXED + "--B\r\n\r\none\r\n--B-").closed()).isFalse();
        assertThat(entity(MIXED + "--B\r\n\r\none\r\n--B--\r").closed()).isTrue();
    }

    @Test
    void readShouldTakePartsForMessagesWhenMultipartIsDigest() {
        Entity entity =
                entity(
                        lines(
                                "Content-Type: multipart/digest; boundary=B",
                                "",
                                "--B",
                                "",
                                "Subject: a",
                                "",
                                "--B",
                                "Content-Type: text/html",
                                "",
                                "--B--"));

        assertThat(entity.parts())
                .extracting(part -> part.contentType().mimeType())
                .containsExactly("message/rfc822", "text/html");
    }

    @Test
    void readShouldHeedTopmostFieldWhenContentTypeStandsTwice() {
        Entity entity = entity("Content-Type: text/html\r\nContent-type: image/png\r\n\r\n");

        assertThat(entity.contentType().mimeType()).isEqualTo("text/html");
        assertThat(entity.defects()).containsExactly(Defect.DUPLICATE_FIELD);
    }

    @Test
    void readShouldTakeMultipartApartWhenItClaimsAnEncoding() {
        Entity entity =
                entity("Content-Transfer-Encoding: base64\r\n" + MIXED + "--B\r\n\r\none\r\n--B--");

        assertThat(entity.parts()).hasSize(1);
        assertThat(entity.defects()).containsExactly(Defect.ENCODED_MULTIPART);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed; boundary=B; boundary=C",
                "multipart/mixed; boundary=\"B\" C",
                "multipart/mixed boundary=B",
                "multipart/mixed; boundary*=''B",
                "multipart/mixed; boundary=\"B \"",
                "multipart/mixed; boundary=\"B\\C\"",
                "multipart/mixed; boundary=a b",
                "nothing"
            })
    void readShouldNoteAmbiguityWhenReadersDifferAboutType(String type) {
        assertThat(entity("Content-Type: " + type + "\r\n\r\n").defects())
                .contains(Defect.MALFORMED_CONTENT_TYPE);
    }

    @Test
    void readShouldNoteAmbiguityWhenLoneReturnStandsInType() {
        assertThat(entity("Content-Type: text/plain;\r boundary=B\r\n\r\n").defects())
                .contains(Defect.STRAY_CONTROL);
    }

    @Test
    void readShouldSaySoWhenOthersMayEndALineOrTheHeaderElsewhere() {
        assertThat(entity("Subject: s\rFrom: a@b.org\r\n\r\n").defects())
                .containsExactly(Defect.STRAY_CONTROL);
        assertThat(entity("Subject: s\r\n\rbody\r\n\r\n").defects())
                .containsExactlyInAnyOrder(Defect.STRAY_CONTROL, Defect.LINE_WITHOUT_FIELD);
        assertThat(entity("Subject: s\0\r\n\r\n").defects()).containsExactly(Defect.STRAY_CONTROL);
        assertThat(entity("Subject: s\r\nno field\r\n\r\n").defects())
                .containsExactly(Defect.LINE_WITHOUT_FIELD);
    }

    @Test
    void readShouldNotMindAnMboxLineAtTheTop() {
        assertThat(entity("From a@b Mon Jan 1\r\nSubject: s\r\n\r\n").defects())
                .containsExactly(Defect.MBOX_LINE);
        assertThat(entity(">From a@b Mon Jan 1\nSubject: s\n\n").defects())
                .containsExactly(Defect.MBOX_LINE);
        assertThat(entity("Subject: s\r\nFrom a@b Mon Jan 1\r\n\r\n").defects())
                .containsExactly(Defect.LINE_WITHOUT_FIELD);
    }

    @Test
    void readShouldKeepLineWhenItIsNoField() {
        Entity entity = entity("From a@b Mon Jan  1 10:00:00 2024\r\n x\r\nSubject: s\r\n\r\nbody");

        assertThat(entity.header().fields()).hasSize(2);
        assertThat(entity.header().fields().get(0).wellFormed()).isFalse();
        assertThat(text(entity.header().fields().get(0).raw()))
                .isEqualTo("From a@b Mon Jan  1 10:00:00 2024\r\n x\r\n");
        assertThat(entity.header().all("From")).isEmpty();
        assertThat(text(entity.body())).isEqualTo("body");
        assertThat(entity.defects()).containsExactly(Defect.LINE_WITHOUT_FIELD);
    }

    @Test
    void readShouldGoOnWithHeaderWhenLineIsOnlyWhiteSpace() {
        Entity entity = entity("A: b\r\n \t\r\nC: d\r\n\r\nbody");

        assertThat(entity.header().fields())
                .extracting(HeaderField::name)
                .containsExactly("A", "C");
        assertThat(entity.header().fields().get(0).body()).isEqualTo("b");
    }

    @Test
    void readShouldGiveEmptyEntityWhenThereAreNoOctets() {
        Entity entity = entity("");

        assertThat(entity.octets().isEmpty()).isTrue();
        assertThat(entity.header().fields()).isEmpty();
        assertThat(entity.body().isEmpty()).isTrue();
    }

    @Test
    void readShouldGiveBodyAloneWhenMessageStartsWithBlankLine() {
        Entity entity = entity("\r\nbody");

        assertThat(entity.header().fields()).isEmpty();
        assertThat(text(entity.body())).isEqualTo("body");
        assertThat(entity.defects()).isEmpty();
    }

    @Test
    void readShouldNoteUnknownEncoding() {
        Entity entity = entity("Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin");

        assertThat(entity.transferEncoding()).isEqualTo(TransferEncoding.UNKNOWN);
        assertThat(entity.defects()).containsExactly(Defect.UNKNOWN_TRANSFER_ENCODING);
    }

    @Test
    void readHeaderShouldStopAtBlankLine() {
        Header header =
                new EntityReader(MimeLimits.DEFAULT).readHeader(octets("A: b\r\n\r\nC: d\r\n"));

        assertThat(header.fields()).extracting(HeaderField::name).containsExactly("A");
    }

    private static String multipart(String boundary) {
        return lines(
                "Content-Type: multipart/mixed; boundary=" + boundary,
                "",
                "--" + boundary,
                "",
                "--" + boundary + "--");
    }
}
