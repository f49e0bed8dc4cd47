package org.securemessaging.trust;

import static org.securemessaging.trust.TestCa.NOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.securemessaging.certificate.Certificate;

/** The changes to a generated path that take more than a line. */
final class GeneratedShapes {
    private GeneratedShapes() {}

    static void cross(GeneratedPath path) {
        TestCa other = path.newCa("O=Generated,CN=Other Root");
        path.insert(0, other);
        path.others.add(GeneratedLink.ca(other, other).sign(other));
    }

    static void bridge(GeneratedPath path) {
        TestCa bridge = path.newCa("O=Generated,CN=Bridge");
        TestCa other = path.newCa("O=Generated,CN=Other Root");
        path.insert(0, bridge);
        path.insert(1, other);
        path.others.add(GeneratedLink.ca(other, other).sign(other));
        path.others.add(GeneratedLink.ca(bridge, other).sign(other));
        path.others.add(GeneratedLink.ca(path.anchor, bridge).sign(bridge));
    }

    static void rollOver(GeneratedPath path) {
        int index = path.random.nextInt(path.cas().size());
        TestCa old = path.links.get(index).subject;
        path.insert(index + 1, new TestCa(old.name(), path.newKeys()));
    }

    /** A second certificate of a CA with the same key. */
    static void twin(GeneratedPath path, boolean expired, boolean revoked) {
        GeneratedLink ca = path.someCa();
        GeneratedLink twin = GeneratedLink.ca(ca.subject, path.issuerOf(ca));
        if (expired) {
            twin.to = NOW.minusSeconds(1);
        }
        Certificate signed = twin.sign(path.issuerOf(ca));
        path.others.add(signed);
        if (revoked) {
            path.crlFor(ca).revokedToo.add(signed);
        }
    }

    static void namesakes(GeneratedPath path) {
        GeneratedLink ca = path.someCa();
        for (int i = 0; i < 3; i++) {
            TestCa namesake = new TestCa(ca.subject.name(), path.newKeys());
            path.others.add(GeneratedLink.ca(namesake, path.issuerOf(ca)).sign(path.issuerOf(ca)));
        }
    }

    static void strangersCross(GeneratedPath path) {
        TestCa stranger = path.newCa("O=Stranger,CN=Root");
        path.others.add(GeneratedLink.ca(stranger, stranger).sign(stranger));
        path.others.add(GeneratedLink.ca(path.someCa().subject, stranger).sign(stranger));
    }

    static void loop(GeneratedPath path) {
        TestCa lower = path.links.get(1).subject;
        path.others.add(GeneratedLink.ca(path.links.get(0).subject, lower).sign(lower));
    }

    /** The path hangs on a root that looks like the anchor. */
    static void lookalike(GeneratedPath path) {
        TestCa lookalike = new TestCa(path.anchor.name(), path.newKeys());
        GeneratedLink self = GeneratedLink.ca(lookalike, lookalike);
        self.subjectKey = path.anchorLink.subjectKey;
        path.others.add(self.sign(lookalike));
        path.links.get(0).signer = Optional.of(lookalike);
    }

    static void missing(GeneratedPath path) {
        path.missing.add(path.someCa());
    }

    static void revoke(GeneratedPath path, GeneratedLink link, int reason) {
        GeneratedPath.GeneratedCrl crl = path.crlFor(link);
        crl.revoked.add(link);
        crl.reason = reason;
    }

    /** The first CA maps policies to bronze, which all below it have. */
    static void map(GeneratedPath path, String... from) {
        path.policies(Policies.BRONZE);
        GeneratedLink first = path.links.get(0);
        first.policies = new ArrayList<>(List.of(from));
        Stream.of(from).forEach(policy -> first.mapping(policy, Policies.BRONZE));
    }
}
