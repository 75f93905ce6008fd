package io.driverelay.local.host;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;

/** Where messages go that failed too often; a queue that is a poison queue itself has none. */
record PoisonQueue(QueueClient queueOrNull, HostLog log) {
    private static final String SUFFIX = "-poison";

    static PoisonQueue of(HostQueues queues, String connection, String name, HostLog log) {
        String account = connection.isEmpty() ? HostQueues.OF_THE_HOST : connection;
        return new PoisonQueue(name.endsWith(SUFFIX) ? null : queues.queue(account, name + SUFFIX), log);
    }

    boolean exists() {
        return queueOrNull != null;
    }

    void take(QueueMessageItem message, Receipt receipt) {
        if (queueOrNull == null) {
            return;
        }
        queueOrNull.createIfNotExists();
        queueOrNull.sendMessage(MessageTrigger.body(message));
        receipt.delete();
        log.warning(
                "Host.Triggers.Queues",
                "Message Id '" + message.getMessageId() + "' has reached MaxDequeueCount. Moving message to queue '"
                        + queueOrNull.getQueueName() + "'.");
    }
}
