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

/**
 * The addresses among the names that a certificate gives: those of the Web, http and https, or
 * besides them those of directories, ldap and ldaps (RFC 4516). Thread safe.
 */
public final class WebAddresses {
    private WebAddresses() {}

    /**
     * The first few addresses of the Web in a certificate's authorityInfoAccess (RFC 5280
     * §4.2.2.1).
     *
     * @param certificate the certificate
     * @param method the accessMethod
     * @param most how many are wanted
     * @return the addresses, in their order; none if the extension is absent
     * @throws CertificateFormatException if the extension can't be read
     */
    public static Set<URI> of(Certificate certificate, ASN1ObjectIdentifier method, int most) {
        return first(locations(certificate, method).flatMap(name -> web(name).stream()), most);
    }

    /**
     * The first few addresses in a certificate's authorityInfoAccess, those of directories among
     * them.
     *
     * @param certificate the certificate
     * @param method the accessMethod
     * @param most how many are wanted
     * @param attributes what is asked for where a directory's address names no attribute, such as
     *     {@code cACertificate;binary}
     * @return the addresses, in their order; none if the extension is absent
     * @throws CertificateFormatException if the extension can't be read
     */
    public static Set<URI> withDirectories(
            Certificate certificate, ASN1ObjectIdentifier method, int most, String attributes) {
        return withDirectories(locations(certificate, method), most, attributes);
    }

    /**
     * The first few addresses among names, those of directories among them.
     *
     * @param names the names
     * @param most how many are wanted
     * @param attributes what is asked for where a directory's address names no attribute
     * @return the addresses, in their order
     */
    public static Set<URI> withDirectories(Stream<GeneralName> names, int most, String attributes) {
        return first(
                names.flatMap(name -> web(name).or(() -> directory(name, attributes)).stream()),
                most);
    }

    private static Stream<GeneralName> locations(
            Certificate certificate, ASN1ObjectIdentifier method) {
        Stream<AccessDescription> descriptions =
                CertificateExtensions.of(certificate).authorityInformationAccess().stream()
                        .flatMap(access -> Stream.of(access.getAccessDescriptions()));
        return descriptions
                .filter(each -> each.getAccessMethod().equals(method))
                .map(AccessDescription::getAccessLocation);
    }

    private static Set<URI> first(Stream<URI> addresses, int most) {
        return addresses
                .distinct()
                .limit(most)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<URI> web(GeneralName name) {
        return address(name, Set.of("http", "https"));
    }

    /** An address without a host means the reader's own directory, and is not for a stranger's. */
    private static Optional<URI> directory(GeneralName name, String attributes) {
        return address(name, Set.of("ldap", "ldaps"))
                .filter(uri -> uri.getRawAuthority() != null)
                .map(uri -> asking(uri, attributes));
    }

    /** What stands between the first two question marks is what is asked for (RFC 4516 §2). */
    private static URI asking(URI uri, String attributes) {
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        if (!query.isEmpty() && !query.startsWith("?")) {
            return uri;
        }
        String text = uri.toString();
        int end = text.indexOf('?');
        return URI.create((end < 0 ? text : text.substring(0, end)) + "?" + attributes + query);
    }

    private static Optional<URI> address(GeneralName name, Set<String> schemes) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return Optional.empty();
        }
        try {
            // Names in directories have spaces, which some CAs leave as they are.
            URI uri = new URI(((ASN1String) name.getName()).getString().replace(" ", "%20"));
            String scheme =
                    Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            return Optional.of(uri).filter(u -> schemes.contains(scheme));
        } catch (URISyntaxException e) {
            return Optional.empty(); // What is no address can't be fetched from.
        }
    }
}
