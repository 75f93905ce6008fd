package io.driverelay.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A name that is being looked up. The system's own look-up knows no limit, hence a thread of its own, which may be left to itself. */
final class HostName {
    private final String host;
    private final HostAddresses addresses;
    private final CompletableFuture<InetAddress> address = new CompletableFuture<>();

    HostName(String host, HostAddresses addresses) {
        this.host = host;
        this.addresses = addresses;
    }

    InetAddress resolve(Duration limit) throws IOException {
        var thread = new Thread(this::lookUp, "byte-client-name");
        thread.setDaemon(true);
        thread.start();
        try {
            return address.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UnknownHostException(
                    e.getCause() instanceof RefusedHostException refused
                            ? refused.getMessage()
                            : "the host name does not resolve");
        } catch (TimeoutException | CancellationException e) {
            throw new IOException("the host name was not resolved in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** From any thread. */
    void giveUp() {
        address.cancel(false);
    }

    private void lookUp() {
        try {
            address.complete(addresses.of(host).get(0));
        } catch (UnknownHostException | RuntimeException e) {
            address.completeExceptionally(e);
        }
    }
}
