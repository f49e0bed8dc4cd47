package org.securemessaging.keys;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.params.SLHDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.SLHDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.securemessaging.certificate.Certificate;

/**
 * The public half of a private key, by which its certificate is told. Files name the pairs in many
 * ways, or not at all; the mathematics can't be wrong.
 */
final class PublicHalf {
    private PublicHalf() {}

    /** A comparable form of the public key that belongs to a private one. */
    static Optional<String> of(PrivateKeyInfo key) {
        try {
            Optional<String> composite = CompositeHalf.of(key);
            if (composite.isPresent()) {
                return composite;
            }
            Optional<AsymmetricKeyParameter> half = publicKey(PrivateKeyFactory.createKey(key));
            return half.isPresent() ? Optional.of(text(half.get())) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers a malformed key with many kinds of unchecked exception.
            return Optional.empty();
        }
    }

    /** The comparable form of a certificate's public key. */
    static Optional<String> of(Certificate certificate) {
        SubjectPublicKeyInfo info = certificate.holder().getSubjectPublicKeyInfo();
        try {
            Optional<String> composite = CompositeHalf.of(info);
            return composite.isPresent()
                    ? composite
                    : Optional.of(text(PublicKeyFactory.createKey(info)));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String text(AsymmetricKeyParameter key) throws IOException {
        byte[] bits =
                SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key)
                        .getPublicKeyData()
                        .getOctets();
        return HexFormat.of().formatHex(bits);
    }

    private static Optional<AsymmetricKeyParameter> publicKey(AsymmetricKeyParameter key) {
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return Optional.of(
                    new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent()));
        } else if (key instanceof ECPrivateKeyParameters ec) {
            return Optional.of(
                    new ECPublicKeyParameters(
                            new FixedPointCombMultiplier()
                                    .multiply(ec.getParameters().getG(), ec.getD()),
                            ec.getParameters()));
        } else if (key instanceof DSAPrivateKeyParameters dsa) {
            return Optional.of(
                    new DSAPublicKeyParameters(
                            dsa.getParameters()
                                    .getG()
                                    .modPow(dsa.getX(), dsa.getParameters().getP()),
                            dsa.getParameters()));
        }
        return edwardsOrLattice(key);
    }

    private static Optional<AsymmetricKeyParameter> edwardsOrLattice(AsymmetricKeyParameter key) {
        if (key instanceof X25519PrivateKeyParameters x25519) {
            return Optional.of(x25519.generatePublicKey());
        } else if (key instanceof X448PrivateKeyParameters x448) {
            return Optional.of(x448.generatePublicKey());
        } else if (key instanceof Ed25519PrivateKeyParameters ed25519) {
            return Optional.of(ed25519.generatePublicKey());
        } else if (key instanceof Ed448PrivateKeyParameters ed448) {
            return Optional.of(ed448.generatePublicKey());
        } else if (key instanceof MLKEMPrivateKeyParameters kem) {
            return Optional.of(kem.getPublicKeyParameters());
        } else if (key instanceof MLDSAPrivateKeyParameters dsa) {
            return Optional.of(dsa.getPublicKeyParameters());
        } else if (key instanceof SLHDSAPrivateKeyParameters dsa) {
            return Optional.of(
                    new SLHDSAPublicKeyParameters(dsa.getParameters(), dsa.getEncodedPublicKey()));
        }
        return Optional.empty();
    }
}
