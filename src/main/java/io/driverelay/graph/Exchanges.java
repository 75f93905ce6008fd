package io.driverelay.graph;

import io.driverelay.transport.Answer;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Small exchanges over the byte path's client, each within one limit for everything, that can be ended all at once from another thread. */
final class Exchanges {
    static final int LONGEST_ANSWER_BYTES = 4 << 20;

    private final Supplier<ByteClient> client;
    private final Duration limit;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

    /** @param client built at the first exchange */
    Exchanges(Supplier<ByteClient> client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    /** One exchange's end; compared by identity. */
    private static final class Running {
        private final Runnable abort;

        Running(Runnable abort) {
            this.abort = abort;
        }
    }

    Answer call(Request request) throws IOException {
        return call(request, LONGEST_ANSWER_BYTES);
    }

    /**
     * @param longestBytes what is kept of the answer's body
     * @throws IOException where no answer came; a request that cannot be put into words is told so too
     */
    Answer call(Request request, int longestBytes) throws IOException {
        Running[] registered = new Running[1];
        try {
            return client.get()
                    .call(
                            request,
                            limit,
                            abort -> {
                                registered[0] = new Running(abort);
                                running.add(registered[0]);
                            },
                            longestBytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("the request cannot be sent", e);
        } finally {
            if (registered[0] != null) {
                running.remove(registered[0]);
            }
        }
    }

    /** Those that run at this moment; later ones are not touched. */
    void abortAll() {
        running.forEach(one -> one.abort.run());
    }
}
