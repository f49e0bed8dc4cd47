package org.securemessaging.admin.trust;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.securemessaging.admin.engine.InstantConverter;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.trust.list.Purpose;
import org.securemessaging.trust.list.TimeFrame;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What entries say, whatever their kind. */
final class EntryOptions {
    private static final Pattern THUMBPRINT = Pattern.compile("[0-9A-Fa-f]{64}");

    @Parameters(
            arity = "1..*",
            paramLabel = "THUMBPRINT|CERT",
            description =
                    "Certificates: SHA-256 thumbprints of 64 hexadecimal digits, with or without"
                            + " colons, or files with certificates (PEM, DER or PKCS#7), each of"
                            + " which is meant.")
    private List<String> certificates = List.of();

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            converter = PurposeConverter.class,
            description =
                    "What it is said for: email, server, client, code, timestamp, ocsp, or an"
                            + " object identifier. May be repeated. Without it, everything.")
    private List<Purpose> purposes = List.of();

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "From when on: 2026-01-02T03:04:05Z, or 2026-01-02 (midnight UTC).")
    private Instant from;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Until when, in the same form.")
    private Instant until;

    @Option(names = "--remark", paramLabel = "TEXT", description = "Why, in one line.")
    private String remark = "";

    /**
     * The certificates that are meant.
     *
     * @throws UnusableArgumentException if one is neither a thumbprint nor a file with certificates
     */
    Set<String> thumbprints() {
        Set<String> thumbprints = new LinkedHashSet<>();
        for (String name : certificates) {
            String digits = name.replace(":", "");
            if (THUMBPRINT.matcher(digits).matches()) {
                thumbprints.add(digits);
            } else {
                thumbprints.addAll(ofFile(name));
            }
        }
        return thumbprints;
    }

    Set<Purpose> purposes() {
        return new LinkedHashSet<>(purposes);
    }

    /**
     * When it is said.
     *
     * @throws UnusableArgumentException if it ends before it starts
     */
    TimeFrame time() {
        try {
            return new TimeFrame(Optional.ofNullable(from), Optional.ofNullable(until));
        } catch (IllegalArgumentException e) {
            throw new UnusableArgumentException(
                    "Invalid value for option '--until': " + e.getMessage());
        }
    }

    String remark() {
        return remark.strip();
    }

    private static List<String> ofFile(String name) {
        CertificateFiles.Contents contents = read(name);
        if (contents.certificates().isEmpty()) {
            throw new UnusableArgumentException(
                    name + ": neither a SHA-256 thumbprint nor a file with a certificate");
        }
        if (!contents.problems().isEmpty()) {
            // Whoever denies a bundle must not believe that he denied all of it.
            throw new UnusableArgumentException(contents.problems().get(0));
        }
        return contents.certificates().stream().map(Certificate::sha256).toList();
    }

    private static CertificateFiles.Contents read(String name) {
        try {
            Path file = Path.of(name);
            return Files.exists(file)
                    ? CertificateFiles.read(file)
                    : new CertificateFiles.Contents(List.of(), List.of());
        } catch (InvalidPathException e) {
            return new CertificateFiles.Contents(List.of(), List.of());
        }
    }

    /** Reads a purpose as it is written in the list. */
    static final class PurposeConverter implements ITypeConverter<Purpose> {
        @Override
        public Purpose convert(String value) {
            return Purpose.parse(value)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'"
                                                    + value
                                                    + "' is none of email, server, client, code,"
                                                    + " timestamp, ocsp and an object identifier"));
        }
    }
}
