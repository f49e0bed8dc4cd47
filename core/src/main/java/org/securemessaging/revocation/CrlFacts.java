package org.securemessaging.revocation;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.securemessaging.certificate.NameKey;

/**
 * What a CRL says of itself, without its entries. Whether its signature holds is not looked at.
 *
 * @param address where it was fetched; empty for one from a file of the administrator
 * @param file the file it was read from; empty for one that was fetched
 * @param fetchedAt when it was fetched
 * @param issuer who issued it
 * @param thisUpdate when it was issued
 * @param nextUpdate when a newer one is due
 * @param number its number
 * @param deltaBase the number of the CRL that it is the difference to; empty for a complete CRL
 * @param entries how many entries it has
 * @param sha256 the digest of its octets, in lower-case hexadecimal
 * @param series what it has in common with its successors
 */
public record CrlFacts(
        Optional<URI> address,
        Optional<Path> file,
        Optional<Instant> fetchedAt,
        X500Name issuer,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        Optional<BigInteger> number,
        Optional<BigInteger> deltaBase,
        int entries,
        String sha256,
        Series series) {

    /**
     * A CRL and all that take its place later: of one issuer and key, about the same certificates.
     *
     * @param issuer who issues them
     * @param key the signer's key identifier, if they say
     * @param scope the octets of the issuing distribution point in hexadecimal; empty for a CRL of
     *     everything
     * @param delta whether they are differences
     */
    public record Series(NameKey issuer, Optional<String> key, String scope, boolean delta) {
        static Series of(Crl crl) {
            return new Series(
                    crl.issuer(),
                    crl.authorityKeyIdentifier(),
                    crl.scope().map(Series::octets).orElse(""),
                    crl.deltaBase().isPresent());
        }

        private static String octets(IssuingDistributionPoint scope) {
            try {
                return HexFormat.of().formatHex(scope.getEncoded(ASN1Encoding.DER));
            } catch (IOException e) {
                throw new IllegalStateException("what was parsed can be encoded", e);
            }
        }
    }

    static CrlFacts fetched(URI address, Instant fetchedAt, Crl crl) {
        return of(Optional.of(address), Optional.empty(), Optional.of(fetchedAt), crl);
    }

    static CrlFacts inFile(Path file, Crl crl) {
        return of(Optional.empty(), Optional.of(file), Optional.empty(), crl);
    }

    /**
     * Where it was found.
     *
     * @return the address, or else the file
     */
    public String place() {
        return address.map(URI::toString)
                .or(() -> file.map(Path::toString))
                .orElseThrow(() -> new IllegalStateException("a CRL is found somewhere"));
    }

    private static CrlFacts of(
            Optional<URI> address, Optional<Path> file, Optional<Instant> fetchedAt, Crl crl) {
        return new CrlFacts(
                address,
                file,
                fetchedAt,
                crl.issuerName(),
                crl.thisUpdate(),
                crl.nextUpdate(),
                crl.number(),
                crl.deltaBase(),
                crl.size(),
                crl.sha256(),
                Series.of(crl));
    }
}
