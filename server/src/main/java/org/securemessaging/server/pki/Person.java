package org.securemessaging.server.pki;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The people of the trial PKI, and what is the matter with their certificates. */
public enum Person {
    /** A good certificate at the first organisation. */
    ALICE("alice@harbour.example", "CN=Alice Arden,O=Harbour Ltd", Keys.RSA, Standing.GOOD),
    /** Another one there. */
    BOB("bob@harbour.example", "CN=Bob Brine,O=Harbour Ltd", Keys.RSA, Standing.GOOD),
    /** A good certificate at the second organisation, with a key on an elliptic curve. */
    CAROL("carol@orchard.example", "CN=Carol Crane,O=Orchard e.V.", Keys.P256, Standing.GOOD),
    /** A certificate that was revoked. */
    DORA("dora@harbour.example", "CN=Dora Dale,O=Harbour Ltd", Keys.RSA, Standing.REVOKED),
    /** A certificate that expired. */
    EMIL("emil@harbour.example", "CN=Emil Esk,O=Harbour Ltd", Keys.RSA, Standing.EXPIRED),
    /** A certificate of an authority nobody trusts. */
    MALLORY("mallory@elsewhere.example", "CN=Mallory,O=Elsewhere", Keys.RSA, Standing.UNTRUSTED);

    /** What is the matter with a certificate. */
    enum Standing {
        GOOD,
        REVOKED,
        EXPIRED,
        UNTRUSTED
    }

    private final String address;
    private final String distinguishedName;
    private final Keys keys;
    private final Standing standing;

    Person(String address, String distinguishedName, Keys keys, Standing standing) {
        this.address = address;
        this.distinguishedName = distinguishedName;
        this.keys = keys;
        this.standing = standing;
    }

    /**
     * The mail address, which is the account's name too.
     *
     * @return such as {@code alice@harbour.example}
     */
    public String address() {
        return address;
    }

    /**
     * The password of the account and of the PKCS#12 file. It guards nothing: the server listens on
     * the loopback address and the keys are made for trying.
     *
     * @return the password
     */
    public String password() {
        return name().toLowerCase(Locale.ROOT) + "-secret";
    }

    /**
     * Those who have an account on the trial server.
     *
     * @return the people with good certificates
     */
    public static List<Person> withAccount() {
        return Arrays.stream(values()).filter(p -> p.standing == Standing.GOOD).toList();
    }

    /**
     * The name in the certificate.
     *
     * @return such as {@code Alice Arden}
     */
    public String displayName() {
        return distinguishedName.substring("CN=".length(), distinguishedName.indexOf(','));
    }

    String distinguishedName() {
        return distinguishedName;
    }

    Keys keys() {
        return keys;
    }

    Standing standing() {
        return standing;
    }
}
