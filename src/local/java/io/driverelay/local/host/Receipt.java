package io.driverelay.local.host;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import java.time.Duration;

/** The right to a message that was received, as it changes with each renewal. */
final class Receipt {
    private final QueueClient queue;
    private final QueueMessageItem message;
    private String pop;

    Receipt(QueueClient queue, QueueMessageItem message) {
        this.queue = queue;
        this.message = message;
        this.pop = message.getPopReceipt();
    }

    synchronized void hide(Duration howLong) {
        pop = queue.updateMessage(message.getMessageId(), pop, null, howLong).getPopReceipt();
    }

    synchronized void delete() {
        queue.deleteMessage(message.getMessageId(), pop);
    }
}
