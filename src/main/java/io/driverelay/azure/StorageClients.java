package io.driverelay.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The SDK's clients, each built when it is first needed: a cold start pays only for what its function uses. */
public final class StorageClients {
    /** A control call must end well within ten seconds: two tries. */
    private static final RequestRetryOptions RETRIES = new RequestRetryOptions(
            RetryPolicyType.EXPONENTIAL, 2, SdkHttp.TRY, Duration.ofMillis(300), Duration.ofSeconds(1), null);

    private final ContentAccount account;
    private final DelegationKey delegationKey;
    private final Map<String, BlobContainerClient> containers = new ConcurrentHashMap<>();
    private final Map<String, QueueClient> queues = new ConcurrentHashMap<>();
    private BlobServiceClient blobs;
    private TokenCredential identity;

    public StorageClients(ContentAccount account, Clock clock) {
        this.account = account;
        this.delegationKey = new DelegationKey(this::blobs, clock);
    }

    BlobContainerClient container(String name) {
        return containers.computeIfAbsent(name, this::openContainer);
    }

    QueueClient queue(String name) {
        return queues.computeIfAbsent(name, this::openQueue);
    }

    /** A shared access signature: with the account's key, or with the one that was delegated. */
    String sign(BlobClientBase blob, BlobServiceSasSignatureValues what) {
        return account instanceof ContentAccount.WithIdentity
                ? blob.generateUserDelegationSas(what, delegationKey.current())
                : blob.generateSas(what);
    }

    /** A signature was refused: the next one is made with a fresh key. */
    void signatureRefused() {
        delegationKey.forget();
    }

    private BlobContainerClient openContainer(String name) {
        return blobs().getBlobContainerClient(name);
    }

    private QueueClient openQueue(String name) {
        var builder = new QueueServiceClientBuilder()
                .httpClient(SdkHttp.client())
                .retryOptions(RETRIES)
                .messageEncoding(QueueMessageEncoding.BASE64);
        if (account instanceof ContentAccount.WithIdentity byIdentity) {
            builder.endpoint(byIdentity.queueUrl().toString()).credential(identity(byIdentity));
        } else if (account instanceof ContentAccount.WithKey withKey) {
            builder.connectionString(withKey.connectionString());
        }
        return builder.buildClient().getQueueClient(name);
    }

    private synchronized BlobServiceClient blobs() {
        if (blobs == null) {
            var builder =
                    new BlobServiceClientBuilder().httpClient(SdkHttp.client()).retryOptions(RETRIES);
            if (account instanceof ContentAccount.WithIdentity byIdentity) {
                builder.endpoint(byIdentity.blobUrl().toString()).credential(identity(byIdentity));
            } else if (account instanceof ContentAccount.WithKey withKey) {
                builder.connectionString(withKey.connectionString());
            }
            blobs = builder.buildClient();
        }
        return blobs;
    }

    private synchronized TokenCredential identity(ContentAccount.WithIdentity byIdentity) {
        if (identity == null) {
            identity = ManagedIdentity.of(byIdentity.clientId());
        }
        return identity;
    }
}
