package org.securemessaging.revocation;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.cms.SignedOctets;

/**
 * A certificate revocation list (RFC 5280 §5) of any size: its octets, what its header says, and an
 * index of its entries. Parsing says nothing of its signature. Immutable and thread safe.
 */
public final class Crl {
    private final byte[] encoded;
    private final CrlStructure structure;
    private final NameKey issuer;
    private final CrlIndex index;
    private final String sha256;
    private final Optional<Provenance> provenance;

    private Crl(byte[] encoded, CrlStructure structure) {
        this.encoded = encoded;
        this.structure = structure;
        this.issuer = NameKey.of(structure.issuer());
        this.index = structure.index();
        this.sha256 = digest(encoded);
        this.provenance = Optional.empty();
    }

    private Crl(Crl same, Provenance provenance) {
        this.encoded = same.encoded;
        this.structure = same.structure;
        this.issuer = same.issuer;
        this.index = same.index;
        this.sha256 = same.sha256;
        this.provenance = Optional.of(provenance);
    }

    /**
     * Parses a CRL.
     *
     * @param der its DER; kept, and not to be changed afterwards
     * @return the CRL
     * @throws CrlFormatException if the octets are no CRL
     */
    public static Crl parse(byte[] der) {
        try {
            return new Crl(der, CrlStructure.read(der));
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CrlFormatException("not a CRL: " + e.getMessage(), e);
        }
    }

    /**
     * Who issued it.
     *
     * @return the name
     */
    public X500Name issuerName() {
        return structure.issuer();
    }

    /**
     * Who issued it, to compare.
     *
     * @return the name's comparable form
     */
    public NameKey issuer() {
        return issuer;
    }

    /**
     * When it was issued.
     *
     * @return thisUpdate
     */
    public Instant thisUpdate() {
        return structure.thisUpdate();
    }

    /**
     * When a newer one will be issued at the latest.
     *
     * @return nextUpdate, which RFC 5280 demands and some leave out
     */
    public Optional<Instant> nextUpdate() {
        return structure.nextUpdate();
    }

    /**
     * Its number (§5.2.3).
     *
     * @return the number, if it has one
     */
    public Optional<BigInteger> number() {
        return structure.extensions().number();
    }

    /**
     * The number of the CRL that this one is the difference to (§5.2.4).
     *
     * @return the number; empty for a complete CRL
     */
    public Optional<BigInteger> deltaBase() {
        return structure.extensions().deltaBase();
    }

    /**
     * What it covers (§5.2.5).
     *
     * @return the extension; empty if it covers everything of its issuer
     */
    public Optional<IssuingDistributionPoint> scope() {
        return structure.extensions().issuingDistributionPoint();
    }

    /**
     * The key identifier of its signer (§5.2.1).
     *
     * @return the octets in hexadecimal, if it says
     */
    public Optional<String> authorityKeyIdentifier() {
        return structure.extensions().authorityKeyIdentifier();
    }

    /**
     * Whether it has a critical extension, of its own or of an entry, that is not known here.
     *
     * @return true if nothing that it does not say may be concluded from it
     */
    public boolean hasUnknownCritical() {
        return structure.extensions().unknownCritical() || index.hasUnknownCritical();
    }

    /**
     * The algorithm of its signature.
     *
     * @return the identifier, the same inside and outside
     */
    public AlgorithmIdentifier signatureAlgorithm() {
        return structure.signatureAlgorithm();
    }

    /**
     * The signature value.
     *
     * @return a copy; no octets, which no key verifies, if it is not made of whole octets
     */
    public byte[] signature() {
        return structure.signature().getPadBits() == 0
                ? structure.signature().getOctets()
                : new byte[0];
    }

    /**
     * The octets that the signature is over.
     *
     * @return a view of them
     */
    public SignedOctets signedOctets() {
        int start = structure.signedStart();
        int length = structure.signedEnd() - start;
        return () -> new ByteArrayInputStream(encoded, start, length);
    }

    /**
     * What it says of a certificate.
     *
     * @param certificateIssuer the certificate's issuer
     * @param serial the certificate's serial number
     * @return the entry, or empty if it says nothing
     * @throws CrlFormatException if the entry can't be read
     */
    public Optional<CrlEntry> find(NameKey certificateIssuer, BigInteger serial) {
        try {
            return index.find(serial, certificateIssuer, issuer);
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CrlFormatException("malformed entry " + serial + ": " + e.getMessage(), e);
        }
    }

    /**
     * How many entries it has.
     *
     * @return the number
     */
    public int size() {
        return index.size();
    }

    /**
     * How many octets it has.
     *
     * @return the number
     */
    public int length() {
        return encoded.length;
    }

    /**
     * Its octets.
     *
     * @return a copy of the DER
     */
    public byte[] encoded() {
        return encoded.clone();
    }

    /**
     * Its octets, without a copy of them.
     *
     * @return a new stream over the DER
     */
    public InputStream open() {
        return new ByteArrayInputStream(encoded);
    }

    /**
     * The same CRL, which knows where it was had.
     *
     * @param place an address, a file's path, or the name of an entry in a directory
     * @param at when
     * @return a CRL that shares the octets with this one
     */
    public Crl from(String place, Instant at) {
        return new Crl(this, new Provenance(place, at));
    }

    /**
     * Where it was had.
     *
     * @return empty if nobody said so
     */
    public Optional<Provenance> provenance() {
        return provenance;
    }

    /**
     * The SHA-256 digest of its octets.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        return sha256;
    }

    /** The issuer and the time, for logs. */
    @Override
    public String toString() {
        return "CRL of " + structure.issuer() + ", " + thisUpdate();
    }

    private static String digest(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
