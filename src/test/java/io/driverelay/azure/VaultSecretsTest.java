package io.driverelay.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.StorageUnavailable.Service;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A vault that refuses, asks for patience, or says nothing; the SDK's own client, with what it sends answered here. */
class VaultSecretsTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch silent = new CountDownLatch(1);
    private volatile int status = 429;
    private volatile Map<String, String> headers = Map.of();

    private final VaultSecrets vault = new VaultSecrets(
            URI.create("https://some.vault.azure.net"),
            () -> request -> Mono.just(
                    new AccessToken("token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
            () -> new Answering(),
            Duration.ofSeconds(3));

    @AfterEach
    void letGo() {
        silent.countDown();
    }

    private StorageUnavailable refused(Runnable call) {
        long start = System.nanoTime();
        StorageUnavailable refused = catchThrowableOfType(StorageUnavailable.class, call::run);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThat(refused.service()).isEqualTo(Service.VAULT);
        return refused;
    }

    private void store() {
        vault.store("secret", "value", "text/plain", Instant.EPOCH);
    }

    /** C10, fault 15. */
    @ParameterizedTest
    @CsvSource({
        "429, Retry-After, 60, 60",
        "503, Retry-After, 86400, 3600",
        "429, retry-after-ms, 90000, -1",
        "503, x-ms-retry-after-ms, 90000, -1",
        "500, Retry-After, 30, 30",
        "429, Retry-After, 'Fri, 31 Dec 9999 23:59:59 GMT', 3600"
    })
    void pauseThatIsAskedForIsPassedOn_andNotSlept(int answer, String header, String value, long seconds) {
        status = answer;
        headers = Map.of(header, value);
        StorageUnavailable refused = refused(() -> vault.find("secret"));
        assertThat(refused.retryAfter().map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds);
        assertThat(refused.isDenied()).isFalse();
        assertThat(requests).hasValue(1);
        assertThat(refused(this::store).retryAfter().map(Duration::toSeconds).orElse(-1L))
                .isEqualTo(seconds);
    }

    /** Fault 15. */
    @Test
    void passingFailureIsTriedOnceMore() {
        status = 503;
        assertThat(refused(() -> vault.find("secret")).retryAfter()).isEmpty();
        assertThat(requests).hasValue(2);
    }

    /** P18. */
    @ParameterizedTest
    @CsvSource({"403, true", "401, true", "400, false", "500, false", "409, false"})
    void refusalSaysWhetherTheOperatorMustAct(int answer, boolean denied) {
        status = answer;
        assertThat(refused(() -> vault.find("secret")).isDenied()).isEqualTo(denied);
        assertThat(refused(this::store).isDenied()).isEqualTo(denied);
        assertThat(refused(() -> vault.find("secret"))).hasMessageNotContaining("told by the vault");
    }

    /** Fault 15, C10. */
    @Test
    void silenceEndsInTime() {
        status = 0;
        assertThat(refused(() -> vault.find("secret")).isDenied()).isFalse();
        assertThat(refused(this::store).retryAfter()).isEmpty();
    }

    private final class Answering implements HttpClient {
        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.fromSupplier(() -> sendSync(request, Context.NONE));
        }

        @Override
        public HttpResponse sendSync(HttpRequest request, Context context) {
            if (request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION) == null) {
                String challenge = "Bearer authorization=\"https://login.microsoftonline.com/tenant\","
                        + " resource=\"https://vault.azure.net\"";
                return new Given(request, 401, Map.of("WWW-Authenticate", challenge));
            }
            requests.incrementAndGet();
            if (status == 0) {
                waitForTheEnd();
            }
            return new Given(request, status, headers);
        }

        private void waitForTheEnd() {
            try {
                silent.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("let go");
        }
    }

    private static final class Given extends HttpResponse {
        private static final byte[] BODY =
                "{\"error\":{\"code\":\"X\",\"message\":\"told by the vault\"}}".getBytes(StandardCharsets.UTF_8);
        private final int status;
        private final HttpHeaders headers = new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json");

        Given(HttpRequest request, int status, Map<String, String> headers) {
            super(request);
            this.status = status;
            headers.forEach((name, value) -> this.headers.set(HttpHeaderName.fromString(name), value));
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(BODY));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(BODY);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(BODY, charset));
        }
    }
}
