package org.securemessaging.net.dns;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Reads the keys from which DNSSEC is validated. Stateless. */
public final class DnsAnchors {
    // The root has two keys while one follows the other.
    private static final int LARGEST_FILE = 1 << 20;

    private DnsAnchors() {}

    /**
     * Reads files.
     *
     * @param files DS or DNSKEY records in the form of a zone file
     * @return the same records, as one zone file
     * @throws IllegalArgumentException if a file can't be read, or holds anything else or nothing
     */
    public static InputStream read(List<Path> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            try {
                if (Files.size(file) > LARGEST_FILE) {
                    throw new IllegalArgumentException(file + " is too large for trust anchors");
                }
                byte[] octets = Files.readAllBytes(file);
                requireAnchors(file, octets);
                all.writeBytes(octets);
                all.write('\n');
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        file + " can't be read as trust anchors: " + e.getMessage(), e);
            }
        }
        return new ByteArrayInputStream(all.toByteArray());
    }

    /** The first zone that there is a key for. */
    static Name zone(List<Path> files) {
        try (Master records = new Master(read(files), Name.root, 0)) {
            return records.nextRecord().getName();
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be read", e);
        }
    }

    private static void requireAnchors(Path file, byte[] octets) throws IOException {
        int anchors = 0;
        try (Master records = new Master(new ByteArrayInputStream(octets), Name.root, 0)) {
            for (Record each = records.nextRecord(); each != null; each = records.nextRecord()) {
                if (!(each instanceof DSRecord) && !(each instanceof DNSKEYRecord)) {
                    throw new IllegalArgumentException(file + " holds other than DS and DNSKEY");
                }
                anchors++;
            }
        }
        if (anchors == 0) {
            throw new IllegalArgumentException(file + " holds no trust anchor");
        }
    }
}
