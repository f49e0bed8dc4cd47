package org.securemessaging.server.james;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.jms.ConnectionFactory;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQPrefetchPolicy;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.plugin.StatisticsBrokerPlugin;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/**
 * The mail queue's broker: inside this process, journalled to disk, reachable over no socket.
 *
 * <p>James's own embedded broker opens an unauthenticated TCP port, hands a mail to a dead-letter
 * queue after six tries, and lets delayed mails starve fresh ones; this one does not.
 */
final class QueueBroker implements AutoCloseable {
    private static final String NAME = "james";

    /**
     * How many messages the broker looks at when a consumer's selector skips delayed ones; more
     * delayed mails than this would hold up fresh ones.
     */
    private static final int PAGE = 20_000;

    /** The journal keeps whole messages; this bounds a trial server's disk use. */
    private static final long STORE_BYTES = 2L << 30;

    /** What the broker may hold on the heap; half of the smallest heap the server is run with. */
    private static final long MEMORY_BYTES = 256L << 20;

    private final BrokerService service;

    private QueueBroker(BrokerService service) {
        this.service = service;
    }

    /**
     * Starts a broker.
     *
     * @param folder where the journal is kept; made if it is not there
     * @return the running broker
     * @throws UncheckedIOException if the folder cannot be used, such as when another process holds
     *     it
     */
    static QueueBroker start(Path folder) {
        BrokerService service = new BrokerService();
        service.setBrokerName(NAME);
        service.setUseJmx(false);
        service.setUseShutdownHook(false);
        service.setDataDirectoryFile(folder.toFile());
        service.setPlugins(new BrokerPlugin[] {new StatisticsBrokerPlugin()});
        service.setDestinationPolicy(policies());
        try {
            service.setPersistenceAdapter(journal(folder));
            service.getSystemUsage().getMemoryUsage().setLimit(MEMORY_BYTES);
            service.getSystemUsage().getStoreUsage().setLimit(STORE_BYTES);
            service.getSystemUsage().getTempUsage().setLimit(STORE_BYTES);
            service.start();
        } catch (Exception e) {
            throw new UncheckedIOException(
                    new IOException("The mail queue in " + folder + " can't be opened", e));
        }
        return new QueueBroker(service);
    }

    private static KahaDBPersistenceAdapter journal(Path folder) throws IOException {
        KahaDBPersistenceAdapter adapter = new KahaDBPersistenceAdapter();
        adapter.setDirectory(folder.resolve("kahadb").toFile());
        return adapter;
    }

    private static PolicyMap policies() {
        PolicyEntry everywhere = new PolicyEntry();
        everywhere.setQueue(">");
        everywhere.setMaxPageSize(PAGE);
        everywhere.setProducerFlowControl(false);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(everywhere));
        return policies;
    }

    /**
     * Connections to this broker inside the process.
     *
     * @return a factory; safe for use by several threads
     */
    ConnectionFactory connections() {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory("vm://" + NAME + "?create=false");
        ActiveMQPrefetchPolicy prefetch = new ActiveMQPrefetchPolicy();
        prefetch.setAll(0);
        factory.setPrefetchPolicy(prefetch);
        RedeliveryPolicy redelivery = new RedeliveryPolicy();
        redelivery.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        factory.setRedeliveryPolicy(redelivery);
        return factory;
    }

    @Override
    public void close() {
        try {
            service.stop();
            service.waitUntilStopped();
        } catch (Exception e) {
            throw new IllegalStateException("The mail queue did not stop", e);
        }
    }
}
