package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.cms.ProfiledSigner.Preference;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.trust.TestCa;

class SmimeProfileTest {
    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final TestCa CA = new TestCa("CN=CA");
    private static final ProfiledSigner ALICE =
            ProfiledSigner.of(CA, "CN=Alice", "alice@example.org");

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Preference.class)
    void profileShouldNameTheCertificateToEncryptTo(Preference preference) throws Exception {
        SmimeProfile profile = profile(preference).orElseThrow();

        assertThat(profile.encryption()).isEqualTo(ALICE.encryption());
        assertThat(profile.certificates())
                .containsExactlyInAnyOrder(ALICE.encryption(), ALICE.signing());
        assertThat(profile.signingTime()).contains(TestCa.NOW);
        assertThat(profile.capabilities()).isPresent();
        SmimeProfile again = SmimeProfile.parse(profile.encoded());
        assertThat(again.encryption()).isEqualTo(ALICE.encryption());
        assertThat(again.saysTheSameAs(profile)).isTrue();
    }

    /** A receiver can see that the signer himself said what he can do. */
    @Test
    void signatureInAProfileShouldStillHoldOverTheAttributes() throws Exception {
        CMSSignedData data =
                new CMSSignedData(
                        new CMSProcessableByteArray(CONTENT),
                        new ByteArrayInputStream(
                                profile(Preference.SMIME).orElseThrow().encoded()));
        SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();

        assertThat(
                        signer.verify(
                                new JcaSimpleSignerInfoVerifierBuilder()
                                        .setProvider(TestCa.BC)
                                        .build(ALICE.signing().holder())))
                .isTrue();
    }

    @Test
    void profileShouldBeEmptyIfThePreferredCertificateIsNotThere() throws Exception {
        CMSSignedData data = new CMSSignedData(signed(Preference.SMIME));

        assertThat(
                        SmimeProfileWriter.of(
                                info(data),
                                ALICE.signing(),
                                List.of(ALICE.signing()),
                                List.of(ALICE.signing())))
                .isEmpty();
    }

    @Test
    void parseShouldRefuseWhatIsNoProfile() {
        byte[] profile = SmimeProfile.of(ALICE.encryption()).encoded();

        for (byte[] octets :
                List.of(
                        new byte[0],
                        ALICE.signing().encoded(),
                        Arrays.copyOf(profile, profile.length - 1),
                        Arrays.copyOf(profile, profile.length + 1),
                        new byte[2 << 20])) {
            assertThatThrownBy(() -> SmimeProfile.parse(octets))
                    .isInstanceOf(CmsFormatException.class);
        }
    }

    @Test
    void opensslShouldReadProfiles() throws Exception {
        PeerProgram.require("openssl");
        PeerProgram openssl = new PeerProgram(folder, Map.of());
        for (SmimeProfile profile :
                List.of(
                        SmimeProfile.of(ALICE.encryption()),
                        profile(Preference.SMIME).orElseThrow())) {
            Files.write(folder.resolve("profile.p7"), profile.encoded());

            openssl.run(
                    "",
                    "openssl",
                    "pkcs7",
                    "-inform",
                    "DER",
                    "-in",
                    "profile.p7",
                    "-print_certs",
                    "-out",
                    "certificates.pem");

            assertThat(Files.readString(folder.resolve("certificates.pem")))
                    .contains("subject=CN = Alice")
                    .contains("BEGIN CERTIFICATE");
        }
    }

    private static Optional<SmimeProfile> profile(Preference preference) throws Exception {
        CMSSignedData data = new CMSSignedData(signed(preference));
        return SmimeProfileWriter.of(
                info(data),
                ALICE.signing(),
                List.of(ALICE.signing(), ALICE.encryption()),
                List.of(ALICE.signing()));
    }

    private static byte[] signed(Preference preference) {
        return ALICE.sign(CONTENT, TestCa.NOW, preference, 128);
    }

    private static org.bouncycastle.asn1.cms.SignerInfo info(CMSSignedData data) {
        return data.getSignerInfos().getSigners().iterator().next().toASN1Structure();
    }
}
