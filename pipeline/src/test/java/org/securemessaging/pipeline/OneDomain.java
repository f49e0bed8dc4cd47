package org.securemessaging.pipeline;

import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;

/** A James with one domain. */
record OneDomain(Domain domain) implements DomainList {
    @Override
    public List<Domain> getDomains() {
        return List.of(domain);
    }

    @Override
    public boolean containsDomain(Domain other) {
        return domain.equals(other);
    }

    @Override
    public void addDomain(Domain other) {
        throw new UnsupportedOperationException("fixed");
    }

    @Override
    public void removeDomain(Domain other) {
        throw new UnsupportedOperationException("fixed");
    }

    @Override
    public Domain getDefaultDomain() {
        return domain;
    }
}
