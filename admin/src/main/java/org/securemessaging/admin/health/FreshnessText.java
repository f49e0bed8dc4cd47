package org.securemessaging.admin.health;

import java.util.ArrayList;
import java.util.List;
import org.securemessaging.admin.report.PlainText;
import org.securemessaging.certificate.NameText;
import org.securemessaging.revocation.CrlFacts;
import org.securemessaging.revocation.CrlFreshness;

/** What is amiss with CRLs, in one line for an administrator. */
final class FreshnessText {
    // So that one line can be read when a network is down and everything is amiss.
    private static final int MOST = 10;

    private FreshnessText() {}

    static String of(CrlFreshness freshness) {
        List<String> amiss = new ArrayList<>();
        freshness.overdue().forEach(overdue -> amiss.add(overdue(overdue)));
        freshness.failing().keySet().stream()
                .sorted()
                .forEach(
                        address ->
                                amiss.add(
                                        "none to be had from "
                                                + address
                                                + " ("
                                                + freshness.failing().get(address).reason().code()
                                                + ")"));
        amiss.addAll(freshness.unreadable());
        String text = String.join("; ", amiss.subList(0, Math.min(MOST, amiss.size())));
        return PlainText.of(
                amiss.size() > MOST ? text + "; and " + (amiss.size() - MOST) + " more" : text);
    }

    private static String overdue(CrlFreshness.Overdue overdue) {
        CrlFacts crl = overdue.crl();
        String why =
                switch (overdue.state()) {
                    case EXPIRED -> "due since " + crl.nextUpdate().orElseThrow();
                    case FUTURE -> "issued in the future, at " + crl.thisUpdate();
                    case UNDATED -> "without nextUpdate";
                    case CURRENT -> throw new IllegalStateException("a current CRL is not overdue");
                };
        return "CRL of " + NameText.of(crl.issuer()) + " " + why + " (" + crl.place() + ")";
    }
}
