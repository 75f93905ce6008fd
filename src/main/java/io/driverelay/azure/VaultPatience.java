package io.driverelay.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryStrategy;
import java.time.Duration;
import java.util.List;

/**
 * One more try, soon, or none: the SDK would sleep for as long as the vault asks, with a turn's claim running. Whoever is asked to wait is told
 * so, and waits elsewhere.
 */
final class VaultPatience implements RetryStrategy {
    private static final Duration DELAY = Duration.ofMillis(300);
    private static final List<HttpHeaderName> PAUSES =
            List.of(HttpHeaderName.RETRY_AFTER, HttpHeaderName.RETRY_AFTER_MS, HttpHeaderName.X_MS_RETRY_AFTER_MS);

    @Override
    public int getMaxRetries() {
        return 1;
    }

    @Override
    public Duration calculateRetryDelay(int retries) {
        return DELAY;
    }

    @Override
    public Duration calculateRetryDelay(RequestRetryCondition condition) {
        return DELAY;
    }

    @Override
    public boolean shouldRetryCondition(RequestRetryCondition condition) {
        HttpResponse response = condition.getResponse();
        return response == null ? condition.getThrowable() != null : shouldRetry(response) && asksForNoPause(response);
    }

    private static boolean asksForNoPause(HttpResponse response) {
        return PAUSES.stream().noneMatch(name -> response.getHeaders().getValue(name) != null);
    }
}
