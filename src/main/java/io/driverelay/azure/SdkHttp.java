package io.driverelay.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.SharedExecutorService;
import java.time.Duration;
import java.util.concurrent.Executors;

/** The HTTP client below the SDK's clients, over the JDK's own. */
final class SdkHttp {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int SHARED_THREADS = 16;

    private SdkHttp() {}

    /**
     * With threads of its own, the SDK's shared ones replaced as well: those are ended by a shutdown hook, and a turn that is being cut off
     * has its checkpoint still to write then.
     */
    static HttpClient client() {
        SharedExecutorService.getInstance()
                .setExecutorService(Executors.newScheduledThreadPool(SHARED_THREADS, SdkHttp::daemon));
        return new JdkHttpClientBuilder()
                .connectionTimeout(CONNECT)
                .executor(Executors.newCachedThreadPool(SdkHttp::daemon))
                .build();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "storage-http");
        thread.setDaemon(true);
        return thread;
    }
}
