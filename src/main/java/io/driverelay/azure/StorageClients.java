package io.driverelay.azure;

import com.azure.core.http.HttpClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The SDK's clients, each built when it is first needed: a cold start pays only for what its function uses. */
public final class StorageClients {
    /** A control call must end well within ten seconds: two tries. */
    private static final RequestRetryOptions RETRIES = new RequestRetryOptions(
            RetryPolicyType.EXPONENTIAL, 2, SdkHttp.TRY, Duration.ofMillis(300), Duration.ofSeconds(1), null);

    private final String connectionString;
    private final Map<String, BlobContainerClient> containers = new ConcurrentHashMap<>();
    private final Map<String, QueueClient> queues = new ConcurrentHashMap<>();
    private HttpClient http;
    private BlobServiceClient blobs;

    /** @param connectionString of the content account; a credential */
    public StorageClients(String connectionString) {
        this.connectionString = connectionString;
    }

    BlobContainerClient container(String name) {
        return containers.computeIfAbsent(name, this::openContainer);
    }

    QueueClient queue(String name) {
        return queues.computeIfAbsent(name, this::openQueue);
    }

    private BlobContainerClient openContainer(String name) {
        return blobs().getBlobContainerClient(name);
    }

    private QueueClient openQueue(String name) {
        return new QueueServiceClientBuilder()
                .connectionString(connectionString)
                .httpClient(http())
                .retryOptions(RETRIES)
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient()
                .getQueueClient(name);
    }

    private synchronized BlobServiceClient blobs() {
        if (blobs == null) {
            blobs = new BlobServiceClientBuilder()
                    .connectionString(connectionString)
                    .httpClient(http())
                    .retryOptions(RETRIES)
                    .buildClient();
        }
        return blobs;
    }

    private synchronized HttpClient http() {
        if (http == null) {
            http = SdkHttp.client();
        }
        return http;
    }
}
