package org.securemessaging.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Certificates as directories hold them (RFC 4523): values of userCertificate and cACertificate,
 * and both halves of those of crossCertificatePair. Thread safe.
 */
public final class DirectoryCertificates {
    private static final int SEQUENCE = 0x30;
    private static final int ISSUED_TO_THIS_CA = 0xA0;
    private static final int ISSUED_BY_THIS_CA = 0xA1;

    private DirectoryCertificates() {}

    /**
     * Reads values, one behind the other.
     *
     * @param octets certificates and pairs of certificates, DER
     * @return what could be read and what could not
     */
    public static CertificateFiles.Contents parse(byte[] octets) {
        List<Certificate> certificates = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            DerCursor values = new DerCursor(octets, 0, octets.length);
            while (values.hasNext()) {
                int start = values.position();
                values.next(SEQUENCE);
                if (isPair(values.content())) {
                    addHalves(values.content(), certificates, problems);
                } else {
                    add(octets, start, values.position(), certificates, problems);
                }
            }
        } catch (CertificateFormatException e) {
            problems.add(e.getMessage());
        }
        return new CertificateFiles.Contents(certificates, problems);
    }

    private static boolean isPair(DerCursor content) {
        int tag = content.peekTag();
        return tag == ISSUED_TO_THIS_CA || tag == ISSUED_BY_THIS_CA;
    }

    private static void addHalves(
            DerCursor pair, List<Certificate> certificates, List<String> problems) {
        while (pair.hasNext()) {
            pair.next();
            add(pair.octets(), pair.contentStart(), pair.contentEnd(), certificates, problems);
        }
    }

    private static void add(
            byte[] octets, int start, int end, List<Certificate> into, List<String> problems) {
        try {
            into.add(Certificate.parse(Arrays.copyOfRange(octets, start, end)));
        } catch (CertificateFormatException e) {
            problems.add(e.getMessage());
        }
    }
}
