package io.driverelay.local.host;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.SharedExecutorService;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import java.util.Map;
import java.util.concurrent.Executors;

/** Queues as a binding's {@code connection} names them: a connection string, or addresses and an identity. */
final class HostQueues {
    /** The account of the host itself. */
    static final String OF_THE_HOST = "AzureWebJobsStorage";

    private static final int SDK_THREADS = 8;
    private static final HttpClient HTTP = http();

    private final Map<String, String> settings;

    HostQueues(Map<String, String> settings) {
        this.settings = settings;
    }

    /** @throws IllegalStateException naming the setting that is missing */
    QueueClient queue(String connection, String name) {
        var builder = new QueueClientBuilder().httpClient(HTTP).queueName(name);
        String address = settings.get(connection + "__queueServiceUri");
        String connectionString = settings.get(connection);
        if (connectionString != null && connectionString.isBlank()) {
            throw new IllegalStateException("the setting " + connection
                    + " is there and empty: on the platform that is taken for a connection string; remove it");
        }
        if (connectionString != null) {
            return builder.connectionString(connectionString).buildClient();
        }
        if (address == null) {
            throw new IllegalStateException("the setting " + connection + ", or " + connection
                    + "__queueServiceUri, is missing: the queue " + name + " cannot be reached");
        }
        var identity = new ManagedIdentityCredentialBuilder()
                .clientId(settings.get(connection + "__clientId"))
                .httpClient(HTTP)
                .build();
        return builder.endpoint(address).credential(identity).buildClient();
    }

    /** The SDK ends its own threads by a shutdown hook; a running function's message is to be completed after that. */
    private static HttpClient http() {
        SharedExecutorService.getInstance()
                .setExecutorService(Executors.newScheduledThreadPool(SDK_THREADS, HostQueues::daemon));
        return new JdkHttpClientBuilder()
                .executor(Executors.newCachedThreadPool(HostQueues::daemon))
                .build();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "host-storage");
        thread.setDaemon(true);
        return thread;
    }
}
