package org.securemessaging.certificate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.GeneralName;

/** The http and https addresses among the names that a certificate gives. Thread safe. */
public final class WebAddresses {
    private WebAddresses() {}

    /**
     * The first few addresses of a certificate's authorityInfoAccess (RFC 5280 §4.2.2.1).
     *
     * @param certificate the certificate
     * @param method the accessMethod
     * @param most how many are wanted
     * @return the addresses, in their order; none if the extension is absent
     * @throws CertificateFormatException if the extension can't be read
     */
    public static Set<URI> of(Certificate certificate, ASN1ObjectIdentifier method, int most) {
        Stream<AccessDescription> descriptions =
                CertificateExtensions.of(certificate).authorityInformationAccess().stream()
                        .flatMap(access -> Stream.of(access.getAccessDescriptions()));
        return of(
                descriptions
                        .filter(each -> each.getAccessMethod().equals(method))
                        .map(AccessDescription::getAccessLocation),
                most);
    }

    /**
     * The first few addresses among names.
     *
     * @param names the names
     * @param most how many are wanted
     * @return the addresses, in their order
     */
    public static Set<URI> of(Stream<GeneralName> names, int most) {
        return names.flatMap(name -> address(name).stream())
                .distinct()
                .limit(most)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<URI> address(GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(((ASN1String) name.getName()).getString());
            String scheme =
                    Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            return Optional.of(uri).filter(u -> scheme.equals("http") || scheme.equals("https"));
        } catch (URISyntaxException e) {
            return Optional.empty(); // What is no address can't be fetched from.
        }
    }
}
