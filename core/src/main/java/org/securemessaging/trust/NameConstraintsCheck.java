package org.securemessaging.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.securemessaging.certificate.SmtpUtf8Mailboxes;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Whether the names in each certificate are within the constraints of those above it (RFC 5280
 * §4.2.1.10, §6.1.3 b, c, §6.1.4 g; RFC 9598 §6 for SmtpUTF8Mailbox; RFC 9549). The comparing is
 * Bouncy Castle's; the work is counted, for a stranger may send a thousand names and a thousand
 * constraints.
 */
final class NameConstraintsCheck implements PathCheck {
    private static final Set<Integer> COMPARABLE =
            Set.of(
                    GeneralName.rfc822Name,
                    GeneralName.dNSName,
                    GeneralName.directoryName,
                    GeneralName.uniformResourceIdentifier,
                    GeneralName.iPAddress,
                    GeneralName.otherName);

    private final PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
    private final Set<Integer> incomparable = new HashSet<>();
    private final PathBudget budget;
    private long permitted;
    private long excluded;
    private boolean constrained;

    NameConstraintsCheck(PathBudget budget) {
        this.budget = budget;
    }

    /** What an anchor asks of the paths below it (RFC 5937 §3). */
    void constrain(PathCertificate anchor, List<Finding> findings) {
        addConstraints(anchor, findings);
    }

    /** What is asked of the paths below an anchor beyond what it says itself. */
    void constrain(PathCertificate anchor, NameConstraints constraints, List<Finding> findings) {
        addConstraints(anchor, constraints, findings);
    }

    @Override
    public void accept(PathCertificate certificate, PathPosition position, List<Finding> findings) {
        if (constrained && (position.isTarget() || !certificate.selfIssued())) {
            checkNames(certificate, findings);
        }
        if (!position.isTarget()) {
            addConstraints(certificate, findings);
        }
    }

    private void checkNames(PathCertificate certificate, List<Finding> findings) {
        X500Name subject = certificate.certificate().subject();
        try {
            List<GeneralName> names = comparableNames(certificate);
            if (!budget.takeNameComparisons((permitted + excluded) * (names.size() + 1L))) {
                findings.add(Finding.of(ReasonCode.LIMIT_EXCEEDED, "too many names to compare"));
                return;
            }
            if (subject.size() > 0) {
                validator.checkPermittedDN(subject);
                validator.checkExcludedDN(subject);
            }
            for (GeneralName name : names) {
                if (incomparable.contains(name.getTagNo())) {
                    throw new NameConstraintValidatorException("a form that can't be compared");
                }
                validator.checkPermitted(name);
                validator.checkExcluded(name);
            }
        } catch (NameConstraintValidatorException | RuntimeException e) {
            // A name or constraint that Bouncy Castle can't read is not within the constraints.
            findings.add(complaint(certificate, e.getMessage()));
        }
    }

    private static List<GeneralName> comparableNames(PathCertificate certificate)
            throws NameConstraintValidatorException {
        List<GeneralName> names = new ArrayList<>();
        for (GeneralName name : certificate.claims().alternativeNames()) {
            names.add(name);
            if (name.getTagNo() == GeneralName.otherName) {
                Optional<String> mailbox =
                        SmtpUtf8Mailboxes.of(OtherName.getInstance(name.getName()));
                if (mailbox.isPresent()) {
                    names.add(asRfc822Name(mailbox.get()));
                }
            }
        }
        names.addAll(subjectAddresses(certificate.certificate().subject()));
        return names;
    }

    private static GeneralName asRfc822Name(String mailbox)
            throws NameConstraintValidatorException {
        return SmtpUtf8Mailboxes.asRfc822Name(mailbox)
                .orElseThrow(
                        () ->
                                new NameConstraintValidatorException(
                                        "a mailbox's domain is not ASCII"));
    }

    /** The legacy attribute is an address too, and mail programs accept it as one. */
    private static List<GeneralName> subjectAddresses(X500Name subject) {
        List<GeneralName> names = new ArrayList<>();
        for (RDN rdn : subject.getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                if (attribute.getType().equals(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)
                        && attribute.getValue() instanceof ASN1String address) {
                    names.add(new GeneralName(GeneralName.rfc822Name, address.getString()));
                }
            }
        }
        return names;
    }

    private void addConstraints(PathCertificate certificate, List<Finding> findings) {
        certificate
                .claims()
                .nameConstraints()
                .ifPresent(constraints -> addConstraints(certificate, constraints, findings));
    }

    private void addConstraints(
            PathCertificate certificate, NameConstraints constraints, List<Finding> findings) {
        constrained = true;
        GeneralSubtree[] permit = subtrees(constraints.getPermittedSubtrees());
        GeneralSubtree[] exclude = subtrees(constraints.getExcludedSubtrees());
        // Intersecting compares every new subtree with every old one.
        long comparisons = (permitted + 1) * permit.length + exclude.length;
        if (!budget.takeNameComparisons(comparisons)) {
            findings.add(Finding.of(ReasonCode.LIMIT_EXCEEDED, "too many name constraints"));
            return;
        }
        try {
            add(permit, exclude);
        } catch (RuntimeException e) {
            findings.add(complaint(certificate, "unreadable constraint: " + e.getMessage()));
        }
    }

    private void add(GeneralSubtree[] permit, GeneralSubtree[] exclude) {
        for (GeneralSubtree subtree : permit) {
            check(subtree);
        }
        if (permit.length > 0) {
            validator.intersectPermittedSubtree(permit);
            permitted += permit.length;
        }
        for (GeneralSubtree subtree : exclude) {
            check(subtree);
            validator.addExcludedSubtree(subtree);
            excluded++;
        }
    }

    private void check(GeneralSubtree subtree) {
        if (subtree.getMinimum().signum() != 0 || subtree.getMaximum() != null) {
            throw new IllegalArgumentException("minimum and maximum are not used in PKIX");
        }
        if (!COMPARABLE.contains(subtree.getBase().getTagNo())) {
            incomparable.add(subtree.getBase().getTagNo());
        }
    }

    private static GeneralSubtree[] subtrees(GeneralSubtree[] orNull) {
        return orNull == null ? new GeneralSubtree[0] : orNull;
    }

    private static Finding complaint(PathCertificate certificate, String what) {
        return Finding.of(
                ReasonCode.NAME_CONSTRAINTS, certificate.certificate().subject() + ": " + what);
    }
}
