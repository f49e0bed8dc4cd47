package org.securemessaging.trust.list;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;

/**
 * Microsoft's serialized certificate store, as {@code certutil} and the certificate console write
 * it: certificates, each after its properties. One thread uses it.
 */
final class SerializedStore {
    private static final byte[] START = "\0\0\0\0CERT".getBytes(StandardCharsets.ISO_8859_1);
    private static final int CERTIFICATE = 32;
    private static final int CRL = 33;
    private static final int CTL = 34;
    // Windows keeps some 500 roots; no one's store has more than this.
    private static final int MAXIMUM_CERTIFICATES = 100_000;

    private final ByteBuffer octets;
    private final List<TrustListEntry> entries = new ArrayList<>();
    private final List<Certificate> certificates = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private StoreProperties properties = new StoreProperties();

    SerializedStore(byte[] octets) {
        this.octets =
                ByteBuffer.wrap(octets, START.length, octets.length - START.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
    }

    static boolean is(byte[] octets) {
        return octets.length >= START.length
                && Arrays.equals(START, Arrays.copyOf(octets, START.length));
    }

    ImportedTrust read() {
        try {
            readElements();
        } catch (BufferUnderflowException e) {
            problems.add("the store ends in the middle of an element");
        }
        return new ImportedTrust(entries, certificates, problems);
    }

    private void readElements() {
        while (certificates.size() < MAXIMUM_CERTIFICATES) {
            int id = octets.getInt();
            if (id == 0) {
                return;
            }
            octets.getInt(); // The encoding, which is DER.
            int length = octets.getInt();
            if (length < 0 || length > octets.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] value = new byte[length];
            octets.get(value);
            element(id, value);
        }
        problems.add("more than " + MAXIMUM_CERTIFICATES + " certificates");
    }

    private void element(int id, byte[] value) {
        switch (id) {
            case CERTIFICATE -> certificate(value);
            case CRL, CTL -> {
                problems.add("a " + (id == CRL ? "CRL" : "trust list") + " in the store");
                properties = new StoreProperties();
            }
            default -> properties.put(id, value);
        }
    }

    private void certificate(byte[] der) {
        try {
            Certificate certificate = Certificate.parse(der);
            certificates.add(certificate);
            if (properties.restrict()) {
                entries.addAll(properties.entries(certificate.sha256()));
            }
        } catch (CertificateFormatException e) {
            problems.add(e.getMessage());
        } catch (IllegalArgumentException e) {
            // Without what restricts it a certificate must not be taken for a better one.
            certificates.remove(certificates.size() - 1);
            problems.add("a certificate with a malformed property: " + e.getMessage());
        }
        properties = new StoreProperties();
    }
}
