package org.securemessaging.server.james;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import javax.jms.ConnectionFactory;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.activemq.ActiveMQMailQueueFactory;
import org.apache.james.queue.activemq.metric.ActiveMQMetricCollector;
import org.apache.james.queue.activemq.metric.ActiveMQMetricCollectorNoop;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.ManageableMailQueue;

/** Puts a journalled queue in the place of James's in-memory one, under all three of its keys. */
final class DurableQueueModule extends AbstractModule {
    private final ConnectionFactory connections;

    DurableQueueModule(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    protected void configure() {
        bind(ActiveMQMetricCollector.class).to(ActiveMQMetricCollectorNoop.class);
    }

    @Provides
    @Singleton
    ActiveMQMailQueueFactory queues(
            MailQueueItemDecoratorFactory decorators,
            MetricFactory metrics,
            GaugeRegistry gauges,
            ActiveMQMetricCollector collector) {
        ActiveMQMailQueueFactory factory =
                new ActiveMQMailQueueFactory(connections, decorators, metrics, gauges, collector);
        // Bodies in the journal are synced with it; as separate files they are not.
        factory.setUseBlobMessages(false);
        factory.setUseJMX(false);
        factory.init();
        return factory;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends ManageableMailQueue> manageable(ActiveMQMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<?> any(ActiveMQMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends MailQueue> plain(ActiveMQMailQueueFactory queues) {
        return queues;
    }
}
