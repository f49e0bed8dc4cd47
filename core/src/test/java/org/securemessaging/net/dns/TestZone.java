package org.securemessaging.net.dns;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A zone with its key, signed as it is asked, with NSEC for what is not there (RFC 4034). */
public final class TestZone {
    static final long TTL = 60;

    private final Name origin;
    private final KeyPair keys;
    private final DNSKEYRecord key;
    private final boolean signed;
    private final NavigableMap<Name, List<RRset>> content = new TreeMap<>();
    private Instant expires = Instant.now().plus(Duration.ofDays(1));
    private final Set<Integer> forged = new HashSet<>();

    public TestZone(String origin, boolean signed) {
        try {
            this.origin = name(origin);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
            this.key =
                    new DNSKEYRecord(
                            this.origin,
                            DClass.IN,
                            TTL,
                            DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
                            DNSKEYRecord.Protocol.DNSSEC,
                            DNSSEC.Algorithm.ECDSAP256SHA256,
                            keys.getPublic());
        } catch (GeneralSecurityException | DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
        this.signed = signed;
        add(new SOARecord(this.origin, DClass.IN, TTL, this.origin, this.origin, 1, 9, 9, 9, TTL));
        add(new NSRecord(this.origin, DClass.IN, TTL, this.origin));
        if (signed) {
            add(key);
        }
    }

    public static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Signatures expired an hour ago. */
    public void expire() {
        expires = Instant.now().minus(Duration.ofHours(1));
    }

    /** Signatures over records of this type are wrong. */
    public void forge(int type) {
        forged.add(type);
    }

    public void add(Record record) {
        List<RRset> sets = content.computeIfAbsent(record.getName(), name -> new ArrayList<>());
        sets.stream()
                .filter(set -> set.getType() == record.getType())
                .findFirst()
                .ifPresentOrElse(set -> set.addRR(record), () -> sets.add(new RRset(record)));
    }

    /** Delegates; with a DS record if the child is signed. */
    public void delegate(TestZone child) {
        add(new NSRecord(child.origin, DClass.IN, TTL, child.origin));
        if (child.signed) {
            add(child.anchor());
        }
    }

    /** What a validator is told to believe. */
    public DSRecord anchor() {
        return new DSRecord(origin, DClass.IN, TTL, DNSSEC.Digest.SHA256, key);
    }

    Name origin() {
        return origin;
    }

    /** The records of a name and type, with their signature. */
    Optional<List<Record>> find(Name name, int type) {
        return content.getOrDefault(name, List.of()).stream()
                .filter(set -> set.getType() == type)
                .findFirst()
                .map(this::signed);
    }

    /** Whether there is the name, or one below it. */
    boolean exists(Name name) {
        return content.keySet().stream().anyMatch(each -> each.subdomain(name));
    }

    /** What proves that a name, or a type of it, is not there. */
    List<Record> denial(Name name) {
        List<Record> proof = new ArrayList<>(find(origin, Type.SOA).orElseThrow());
        if (!signed) {
            return proof;
        }
        proof.addAll(signed(new RRset(nsec(name))));
        if (!exists(name)) {
            proof.addAll(signed(new RRset(nsec(wildcard(name)))));
        }
        return proof;
    }

    private Name wildcard(Name name) {
        Name encloser = name;
        while (!exists(encloser)) {
            encloser = new Name(encloser, 1);
        }
        return name("*." + encloser);
    }

    private NSECRecord nsec(Name name) {
        Name owner = content.floorKey(name);
        Name next = Optional.ofNullable(content.higherKey(owner)).orElse(origin);
        List<Integer> types = new ArrayList<>(List.of(Type.RRSIG, Type.NSEC));
        content.get(owner).forEach(set -> types.add(set.getType()));
        return new NSECRecord(
                owner,
                DClass.IN,
                TTL,
                next,
                types.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    private List<Record> signed(RRset set) {
        List<Record> records = new ArrayList<>(set.rrs());
        boolean delegation = set.getType() == Type.NS && !set.getName().equals(origin);
        if (signed && !delegation) {
            records.add(signature(set));
        }
        return records;
    }

    private RRSIGRecord signature(RRset set) {
        try {
            RRSIGRecord signature =
                    DNSSEC.sign(
                            set,
                            key,
                            keys.getPrivate(),
                            expires.minus(Duration.ofDays(2)),
                            expires);
            return forged.contains(set.getType()) ? wrong(signature) : signature;
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RRSIGRecord wrong(RRSIGRecord right) {
        byte[] octets = right.getSignature().clone();
        octets[octets.length / 2] ^= 1;
        return new RRSIGRecord(
                right.getName(),
                DClass.IN,
                right.getTTL(),
                right.getTypeCovered(),
                right.getAlgorithm(),
                right.getOrigTTL(),
                right.getExpire(),
                right.getTimeSigned(),
                right.getFootprint(),
                right.getSigner(),
                octets);
    }
}
