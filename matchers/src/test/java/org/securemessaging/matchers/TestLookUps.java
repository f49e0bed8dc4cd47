package org.securemessaging.matchers;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.directory.lookup.Candidate;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.directory.lookup.SourceFailure;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.EncryptionEngine;

/** Look-ups that know a few recipients. */
final class TestLookUps {
    private TestLookUps() {}

    /** Knows the recipients in the map; has lost the directory of {@code away.example}. */
    static CertificateDirectory of(Map<String, Certificate> known) {
        return address -> {
            Optional<Candidate> chosen =
                    Optional.ofNullable(known.get(address.localPart() + "@" + address.domain()))
                            .map(certificate -> Candidate.of(certificate, "test"));
            List<SourceFailure> failures =
                    address.domain().equals("away.example")
                            ? List.of(new SourceFailure("test", "it is down"))
                            : List.of();
            return new LookUp(address, chosen, List.of(), List.of(), List.of(), failures);
        };
    }

    static EncryptionEngine engine() {
        return new EncryptionEngine(
                SecureMessagingConfiguration.defaults(), of(Map.of()), Clock.systemUTC());
    }

    static Certificate endingAt(Instant end) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=Somebody");
        return Certificate.parse(
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(end.minus(Duration.ofDays(365))),
                                Date.from(end),
                                name,
                                keys.getPublic())
                        .build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(keys.getPrivate()))
                        .getEncoded());
    }
}
