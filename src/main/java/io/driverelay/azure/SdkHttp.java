package io.driverelay.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.SharedExecutorService;
import java.time.Duration;
import java.util.concurrent.Executors;

/** The HTTP client below the SDK's clients, over the JDK's own. */
final class SdkHttp {
    /**
     * For one try, its request's body (at most 8 MiB) included. The SDK's own limits of a try are not kept by all of its clients: a queue's
     * waits a minute for each answer.
     */
    static final Duration TRY = Duration.ofSeconds(4);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int SHARED_THREADS = 16;

    /**
     * With threads of its own, the SDK's shared ones replaced as well: those are ended by a shutdown hook, and a turn that is being cut off
     * has its checkpoint still to write then.
     */
    private static final HttpClient CLIENT = build();

    private SdkHttp() {}

    /** One for all, made when first asked for. */
    static HttpClient client() {
        return CLIENT;
    }

    private static HttpClient build() {
        // its own default keeps as many as were ever used at once, for twenty minutes
        System.setProperty("jdk.httpclient.connectionPoolSize", "4");
        SharedExecutorService.getInstance()
                .setExecutorService(Executors.newScheduledThreadPool(SHARED_THREADS, SdkHttp::daemon));
        return new JdkHttpClientBuilder()
                .connectionTimeout(CONNECT)
                .responseTimeout(TRY)
                .readTimeout(TRY)
                .executor(Executors.newCachedThreadPool(SdkHttp::daemon))
                .build();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "storage-http");
        thread.setDaemon(true);
        return thread;
    }
}
