package org.securemessaging.directory.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.directory.api.asn1.util.Asn1Buffer;
import org.apache.directory.api.ldap.codec.api.AbstractControlFactory;
import org.apache.directory.api.ldap.codec.api.LdapApiService;
import org.apache.directory.api.ldap.model.message.Control;
import org.apache.directory.api.ldap.model.message.controls.AbstractControl;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/**
 * The assertion control (RFC 4528): the server does what it is asked only if an attribute of the
 * entry has a value. Immutable and thread safe.
 */
final class AssertionControl extends AbstractControl {
    static final String OID = "1.3.6.1.1.12";

    // RFC 4511 §4.5.1: equalityMatch in Filter, an AttributeValueAssertion.
    private static final int EQUALITY_MATCH = 3;

    private final byte[] filter;

    private AssertionControl(byte[] filter) {
        super(OID, true);
        this.filter = filter;
    }

    /** Asserts that an attribute has a value. */
    static AssertionControl equal(String attribute, String value) {
        ASN1EncodableVector assertion = new ASN1EncodableVector();
        assertion.add(new DEROctetString(attribute.getBytes(StandardCharsets.UTF_8)));
        assertion.add(new DEROctetString(value.getBytes(StandardCharsets.UTF_8)));
        DERTaggedObject filter =
                new DERTaggedObject(false, EQUALITY_MATCH, new DERSequence(assertion));
        try {
            return new AssertionControl(filter.getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't be written", e);
        }
    }

    /** Lets the codec know how the control is written; harmless if it knows already. */
    static void registerIn(LdapApiService codec) {
        if (!codec.getRequestControlFactories().containsKey(OID)) {
            codec.registerRequestControl(new Factory(codec));
        }
    }

    private static final class Factory extends AbstractControlFactory<AssertionControl> {
        Factory(LdapApiService codec) {
            super(codec, OID);
        }

        @Override
        public Control newControl() {
            return new AssertionControl(new byte[0]);
        }

        @Override
        public void encodeValue(Asn1Buffer buffer, Control control) {
            buffer.put(((AssertionControl) control).filter);
        }
    }
}
