package org.securemessaging.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SampleMailetsTest {
    private static final String SAMPLE =
            """
            <processor>
              <!-- About it.
              <mailet match="All" class="org.securemessaging.mailets.One">
                <tells>$1</tells>
              </mailet>
              -->
              <!-- Another. -->
              <mailet match="All" class="org.securemessaging.mailets.Two"/>
              <!--
              <mailet match="All" class="org.securemessaging.mailets.Three"/>
              -->
            </processor>
            """;

    @Test
    void switchedOnShouldTakeTheMailetOutOfItsComment() {
        assertThat(SampleMailets.switchedOn(SAMPLE, "One"))
                .isEqualTo(
                        SAMPLE.replace("<!-- About it.\n  ", "")
                                .replace("</mailet>\n  -->", "</mailet>"));
        assertThat(SampleMailets.switchedOn(SAMPLE, "Three"))
                .isEqualTo(
                        SAMPLE.replace("<!--\n  <mailet", "<mailet")
                                .replace("Three\"/>\n  -->", "Three\"/>"));
    }

    @Test
    void switchedOnShouldRefuseAMailetThatStandsInNoComment() {
        assertThatThrownBy(() -> SampleMailets.switchedOn(SAMPLE, "Two"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Two");
    }

    @Test
    void publicationShouldStandBehindVerificationInTheSample() throws Exception {
        String sample = Files.readString(root().resolve("conf/mailetcontainer.xml"));

        assertThat(classes(SampleMailets.switchedOn(sample, "PublishCertificates")))
                .containsSubsequence(
                        "org.securemessaging.mailets.SMIMEVerify",
                        "org.securemessaging.mailets.PublishCertificates");
    }

    @Test
    void mailOfUsersShouldGoThroughEncryptionFirst() throws Exception {
        String sample = Files.readString(root().resolve("conf/mailetcontainer.xml"));
        String encrypting = SampleMailets.encryptingLocally(sample);

        assertThat(classes(encrypting)).hasSize(classes(sample).size() + 1);
        assertThat(encrypting.indexOf("match=\"relay-allowed\""))
                .isLessThan(encrypting.indexOf("match=\"RecipientIsLocal\""));
        assertThat(encrypting.substring(encrypting.indexOf("<processor state=\"relay\"")))
                .containsSubsequence("SMIMEEncrypt", "RecipientIsLocal", "RemoteDelivery");
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("conf")) ? here : here.getParent();
    }

    private static List<String> classes(String xml) throws Exception {
        NodeList mailets =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(xml)))
                        .getElementsByTagName("mailet");
        List<String> classes = new ArrayList<>();
        for (int i = 0; i < mailets.getLength(); i++) {
            classes.add(((Element) mailets.item(i)).getAttribute("class"));
        }
        return classes;
    }
}
