package org.securemessaging.server.james;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.ProvidesIntoSet;
import javax.persistence.EntityManagerFactory;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.jpa.JPADomainList;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.jpa.JPAMailRepositoryUrlStore;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.jpa.JPARecipientRewriteTable;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.jpa.JPAUsersRepository;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;

/** Puts users, domains, rewrite rules and repository addresses into the database. */
final class DurableDataModule extends AbstractModule {
    private final EntityManagerFactory entities;

    DurableDataModule(EntityManagerFactory entities) {
        this.entities = entities;
    }

    @Override
    protected void configure() {
        bind(EntityManagerFactory.class).toInstance(entities);
        bind(JPADomainList.class).in(Scopes.SINGLETON);
        bind(DomainList.class).to(JPADomainList.class);
        bind(JPAUsersRepository.class).in(Scopes.SINGLETON);
        bind(UsersRepository.class).to(JPAUsersRepository.class);
        bind(JPARecipientRewriteTable.class).in(Scopes.SINGLETON);
        bind(RecipientRewriteTable.class).to(JPARecipientRewriteTable.class);
        bind(JPAMailRepositoryUrlStore.class).in(Scopes.SINGLETON);
        bind(MailRepositoryUrlStore.class).to(JPAMailRepositoryUrlStore.class);
    }

    @ProvidesIntoSet
    InitializationOperation domains(DomainListConfiguration configuration, JPADomainList domains) {
        return InitilizationOperationBuilder.forClass(JPADomainList.class)
                .init(() -> domains.configure(configuration));
    }

    @ProvidesIntoSet
    InitializationOperation users(ConfigurationProvider configurations, JPAUsersRepository users) {
        return InitilizationOperationBuilder.forClass(JPAUsersRepository.class)
                .init(() -> users.configure(configurations.getConfiguration("usersrepository")));
    }

    @ProvidesIntoSet
    InitializationOperation rewriteRules(
            ConfigurationProvider configurations, JPARecipientRewriteTable rules) {
        return InitilizationOperationBuilder.forClass(JPARecipientRewriteTable.class)
                .init(
                        () ->
                                rules.configure(
                                        configurations.getConfiguration("recipientrewritetable")));
    }
}
