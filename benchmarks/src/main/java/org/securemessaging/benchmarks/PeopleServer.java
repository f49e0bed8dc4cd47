package org.securemessaging.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlFiles;

/**
 * OpenLDAP's slapd in a folder of its own, with people who have certificates of one CA, and that
 * CA's CRL. RSA-2048, as most CAs for mail have. To be closed.
 */
final class PeopleServer implements AutoCloseable {
    static final String BASE = "dc=example,dc=test";

    private static final X500Name CA = new X500Name("O=Benchmark,CN=CA");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Instant now = Instant.now();
    private final KeyPair keys;
    private final ContentSigner signer;
    private final Path folder;
    private final int port;
    private final Process process;

    /**
     * Makes the people and starts the server.
     *
     * @param people how many
     */
    PeopleServer(int people, Provider bouncyCastle)
            throws GeneralSecurityException,
                    OperatorCreationException,
                    IOException,
                    InterruptedException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        signer =
                new JcaContentSignerBuilder("SHA256withRSA")
                        .setProvider(bouncyCastle)
                        .build(keys.getPrivate());
        folder = Files.createTempDirectory("lookup-benchmark");
        Files.createDirectory(folder.resolve("db"));
        Files.writeString(folder.resolve("slapd.conf"), configuration());
        load(people);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = run("slapd", "-d", "0", "-h", "ldap://127.0.0.1:" + port);
        awaitListener();
    }

    static String address(int person) {
        return "person" + person + "@example.test";
    }

    int port() {
        return port;
    }

    Certificate ca() throws IOException {
        return Certificate.parse(
                builder(BigInteger.ONE, CA)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                        .build(signer)
                        .getEncoded());
    }

    Crl crl() throws IOException {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(CA, Date.from(now.minus(DAY)));
        builder.setNextUpdate(Date.from(now.plus(DAY)));
        return CrlFiles.parse(builder.build(signer).getEncoded());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void load(int people) throws IOException, InterruptedException {
        Path ldif = folder.resolve("people.ldif");
        try (OutputStream out = Files.newOutputStream(ldif)) {
            out.write(
                    "dn: %s%nobjectClass: dcObject%nobjectClass: organization%no: Example%n%n"
                            .formatted(BASE)
                            .getBytes(StandardCharsets.US_ASCII));
            for (int person = 0; person < people; person++) {
                out.write(entry(person).getBytes(StandardCharsets.US_ASCII));
            }
        }
        Process loading = run("slapadd", "-q", "-l", ldif.toString());
        if (loading.waitFor() != 0) {
            throw new IllegalStateException("slapadd refuses the people");
        }
    }

    private String entry(int person) throws IOException {
        return """
                dn: cn=person%1$d,%2$s
                objectClass: inetOrgPerson
                objectClass: pkiUser
                cn: person%1$d
                sn: person%1$d
                mail: %3$s
                userCertificate;binary:: %4$s

                """
                .formatted(
                        person,
                        BASE,
                        address(person),
                        Base64.getEncoder().encodeToString(certificate(person)));
    }

    private byte[] certificate(int person) throws IOException {
        return builder(BigInteger.valueOf(person + 2L), new X500Name("CN=Person " + person))
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address(person))))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment))
                .build(signer)
                .getEncoded();
    }

    private JcaX509v3CertificateBuilder builder(BigInteger serial, X500Name subject) {
        return new JcaX509v3CertificateBuilder(
                CA,
                serial,
                Date.from(now.minus(DAY)),
                Date.from(now.plus(DAY)),
                subject,
                keys.getPublic());
    }

    private String configuration() {
        return """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                database mdb
                suffix "%2$s"
                directory %1$s/db
                maxsize 268435456
                index objectClass,mail eq
                """
                .formatted(folder, BASE);
    }

    private Process run(String program, String... arguments) throws IOException {
        List<String> command =
                Stream.concat(
                                Stream.of(program, "-f", folder.resolve("slapd.conf").toString()),
                                Stream.of(arguments))
                        .toList();
        return new ProcessBuilder(command).inheritIO().start();
    }

    private void awaitListener() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                Thread.sleep(50); // Not yet.
            }
        }
        throw new IllegalStateException("slapd does not start");
    }
}
