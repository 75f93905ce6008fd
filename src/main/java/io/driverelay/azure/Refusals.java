package io.driverelay.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobStorageException;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.StorageUnavailable.Service;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import io.driverelay.transport.RetryAfter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A failing answer of a service, in the words of the stages. The SDK's message may hold a signature, so it is not passed on. */
final class Refusals {
    private static final EventLog EVENTS = new EventLog();

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
        Optional<Duration> pause = retryAfter(response);
        EventLine line = line(service, what)
                .with(Amount.STATUS, status)
                .with(Text.CODE, code.isEmpty() ? null : code.strip())
                .with(Text.REQUEST_ID, response.getHeaderValue(HttpHeaderName.X_MS_REQUEST_ID));
        pause.ifPresent(asked -> line.with(Amount.ASKED_SECONDS, asked.toSeconds()));
        EVENTS.write(line);
        return new StorageUnavailable(service, words, pause.orElse(null), denied);
    }

    static StorageUnavailable noAnswer(Service service, String what, Throwable cause) {
        EVENTS.write(line(service, what)
                .with(Amount.STATUS, 0)
                .with(Text.CODE, cause.getClass().getSimpleName()));
        String words = what + ": no answer, " + cause.getClass().getSimpleName();
        return new StorageUnavailable(service, words, null, false);
    }

    private static EventLine line(Service service, String what) {
        return Event.STORAGE_CALL_FAILED.line().with(Text.SERVICE, service).with(Text.RECORD, what);
    }

    /** Counted from the answer's own clock where it tells one. */
    static Optional<Duration> retryAfter(HttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        return RetryAfter.of(headers.getValue(HttpHeaderName.RETRY_AFTER), headers.getValue(HttpHeaderName.DATE));
    }
}
