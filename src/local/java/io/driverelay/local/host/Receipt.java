package io.driverelay.local.host;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import java.time.Duration;

/** The right to a message that was received, as it changes with each renewal, until the message is released or deleted. */
final class Receipt {
    private final QueueClient queue;
    private final QueueMessageItem message;
    private String pop;
    private boolean ended;

    Receipt(QueueClient queue, QueueMessageItem message) {
        this.queue = queue;
        this.message = message;
        this.pop = message.getPopReceipt();
    }

    /** Hides it for as long again; a renewal that comes too late does nothing. */
    synchronized void renew(Duration howLong) {
        if (!ended) {
            hide(howLong);
        }
    }

    /** Lets it come back after a while. */
    synchronized void release(Duration after) {
        ended = true;
        hide(after);
    }

    synchronized void delete() {
        ended = true;
        queue.deleteMessage(message.getMessageId(), pop);
    }

    private void hide(Duration howLong) {
        pop = queue.updateMessage(message.getMessageId(), pop, null, howLong).getPopReceipt();
    }
}
