package org.securemessaging.directory.ldap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.directory.api.ldap.codec.api.LdapDecoder;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.BindResponse;
import org.apache.directory.api.ldap.model.message.Control;
import org.apache.directory.api.ldap.model.message.UnbindRequest;
import org.apache.directory.api.ldap.model.message.UnbindRequestImpl;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnectionConfig;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.apache.directory.ldap.client.api.exception.InvalidConnectionException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/**
 * A connection that connects once. The library's own would silently connect anew when it is asked
 * after it broke, and then be bound as nobody, who may see less.
 */
final class BoundConnection extends LdapNetworkConnection {
    // The largest CRL that is fetched by default is 25 MB; nothing else in a directory comes near.
    private static final int LARGEST_ANSWER = 64 << 20;

    private static final long FAREWELL_MILLIS = 100;
    // No numbers that the library comes to.
    private static final int EXTERNAL_BIND_ID = Integer.MAX_VALUE - 1;
    private static final int LAST_ID = Integer.MAX_VALUE;
    private static final byte[] EXTERNAL_BIND = externalBindRequest();

    private final CompletableFuture<BindResponse> externalBind = new CompletableFuture<>();
    private volatile IoSession session;
    private boolean opened;
    private volatile boolean usedBefore;

    BoundConnection(LdapConnectionConfig config) {
        super(config);
    }

    @Override
    public synchronized boolean connect() throws LdapException {
        if (isConnected()) {
            return true;
        }
        if (opened) {
            throw new InvalidConnectionException("the connection is closed");
        }
        opened = true;
        return super.connect();
    }

    /** Whether it did some work already, and may have been cut since. */
    boolean wasUsedBefore() {
        return usedBefore;
    }

    void markUsed() {
        usedBefore = true;
    }

    /**
     * Binds as the client's certificate says (RFC 4513 §5.2.3). The library leaves credentials out
     * that are empty, and so never gets to the end of this exchange.
     */
    BindResponse bindExternal(Duration time) throws LdapException {
        session.write(IoBuffer.wrap(EXTERNAL_BIND));
        try {
            return externalBind.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new LdapException("no answer to the bind", e);
        }
    }

    @Override
    public Entry lookup(Dn dn, Control[] controls, String... attributes) throws LdapException {
        return EntryLookup.of(this, dn, controls, attributes);
    }

    /** Says farewell, if that goes at once, and closes (RFC 4511 §4.3). */
    @Override
    public void close() {
        if (usedBefore && isConnected()) {
            UnbindRequest farewell = new UnbindRequestImpl();
            farewell.setMessageId(LAST_ID);
            session.write(farewell).awaitUninterruptibly(FAREWELL_MILLIS);
        }
        super.close();
    }

    @Override
    public void messageReceived(IoSession from, Object message) throws Exception {
        if (message instanceof BindResponse answer && answer.getMessageId() == EXTERNAL_BIND_ID) {
            externalBind.complete(answer);
        } else {
            super.messageReceived(from, message);
        }
    }

    @Override
    public void sessionCreated(IoSession session) throws Exception {
        super.sessionCreated(session);
        this.session = session;
        session.setAttribute(LdapDecoder.MAX_PDU_SIZE_ATTR, LARGEST_ANSWER);
    }

    /** RFC 4511 §4.2: version 3, no name, mechanism EXTERNAL, empty credentials. */
    private static byte[] externalBindRequest() {
        DERSequence sasl =
                new DERSequence(
                        new ASN1Encodable[] {
                            new DEROctetString("EXTERNAL".getBytes(StandardCharsets.US_ASCII)),
                            new DEROctetString(new byte[0])
                        });
        DERSequence bind =
                new DERSequence(
                        new ASN1Encodable[] {
                            new ASN1Integer(LdapConnectionConfig.LDAP_V3),
                            new DEROctetString(new byte[0]),
                            new DERTaggedObject(false, BERTags.CONTEXT_SPECIFIC, 3, sasl)
                        });
        DERSequence message =
                new DERSequence(
                        new ASN1Encodable[] {
                            new ASN1Integer(EXTERNAL_BIND_ID),
                            new DERTaggedObject(false, BERTags.APPLICATION, 0, bind)
                        });
        try {
            return message.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a constant can't fail to be encoded", e);
        }
    }
}
