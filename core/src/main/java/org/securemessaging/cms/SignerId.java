package org.securemessaging.cms;

import java.math.BigInteger;
import org.bouncycastle.asn1.x500.X500Name;

/** How a SignerInfo names its signer (RFC 5652 §5.3). Immutable and thread safe. */
public sealed interface SignerId {
    /**
     * By the certificate's issuer and serial number.
     *
     * @param issuer the issuer's name
     * @param serialNumber the serial number
     */
    record IssuerAndSerial(X500Name issuer, BigInteger serialNumber) implements SignerId {}

    /**
     * By the certificate's subject key identifier.
     *
     * @param hex the identifier's octets, two lower-case digits each
     */
    record KeyIdentifier(String hex) implements SignerId {}
}
