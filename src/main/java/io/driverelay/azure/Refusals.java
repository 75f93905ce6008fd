package io.driverelay.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobStorageException;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.StorageUnavailable.Service;
import io.driverelay.transport.RetryAfter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A failing answer of a service, in the words of the stages. The SDK's message may hold a signature, so it is not passed on. */
final class Refusals {
    private Refusals() {}

    static StorageUnavailable of(Service service, String what, HttpResponseException e) {
        String name = service.name().toLowerCase(Locale.ROOT);
        HttpResponse response = e.getResponse();
        if (response == null) {
            return noAnswer(service, what, e);
        }
        int status = response.getStatusCode();
        boolean denied = status == 401 || status == 403;
        String code = e instanceof BlobStorageException blob ? " " + blob.getErrorCode() : "";
        String words = what + ": the " + name + " answered " + status + code
                + (denied && service == Service.VAULT ? ", the secret is disabled or the app may not use it" : "");
        return new StorageUnavailable(service, words, retryAfter(response).orElse(null), denied);
    }

    static StorageUnavailable noAnswer(Service service, String what, Throwable cause) {
        String words = what + ": no answer, " + cause.getClass().getSimpleName();
        return new StorageUnavailable(service, words, null, false);
    }

    /** Counted from the answer's own clock where it tells one. */
    static Optional<Duration> retryAfter(HttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        return RetryAfter.of(headers.getValue(HttpHeaderName.RETRY_AFTER), headers.getValue(HttpHeaderName.DATE));
    }
}
