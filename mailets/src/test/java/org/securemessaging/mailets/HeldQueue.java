package org.securemessaging.mailets;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.mailet.Mail;

/** A queue that keeps what it is given. */
final class HeldQueue {
    final List<Entry> entries = new ArrayList<>();
    boolean refuses;

    /** What was put in. */
    record Entry(String state, Duration delay) {}

    Entry last() {
        return entries.get(entries.size() - 1);
    }

    MailQueueFactory<?> factory() {
        return proxy(
                MailQueueFactory.class,
                (self, method, arguments) ->
                        switch (method.getName()) {
                            case "createQueue" -> proxy(MailQueue.class, this::queue);
                            default -> throw new UnsupportedOperationException(method.getName());
                        });
    }

    private Object queue(Object self, Method method, Object[] arguments)
            throws MailQueue.MailQueueException {
        if (!method.getName().equals("enQueue")) {
            throw new UnsupportedOperationException(method.getName());
        }
        if (refuses) {
            throw new MailQueue.MailQueueException("no room");
        }
        entries.add(new Entry(((Mail) arguments[0]).getState(), (Duration) arguments[1]));
        return null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
