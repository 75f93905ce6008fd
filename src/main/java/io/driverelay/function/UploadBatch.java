package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.driverelay.intake.OpenUpload;
import io.driverelay.intake.Opened;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.BackupDescriptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several uploads that one call opens, one after the other, each with its own result, in their order. */
final class UploadBatch {
    static final int MOST = 100;

    private final OpenUpload.Openings openings;
    private final BackupDescriptions descriptions;
    private final UploadViews views;
    private final ExecutionContext context;
    private final String connectionId;
    private final Optional<String> idempotencyKey;
    private StorageUnavailable outage;

    UploadBatch(
            OpenUpload.Openings openings,
            BackupDescriptions descriptions,
            UploadViews views,
            ExecutionContext context,
            String connectionId,
            Optional<String> idempotencyKey) {
        this.openings = openings;
        this.descriptions = descriptions;
        this.views = views;
        this.context = context;
        this.connectionId = connectionId;
        this.idempotencyKey = idempotencyKey;
    }

    /** @param uploads each as it was sent */
    Map<String, Object> open(List<String> uploads) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (String one : uploads) {
            results.add(result(one, results.size()));
        }
        return Map.of("uploads", results);
    }

    private Map<String, Object> result(String one, int place) {
        Map<String, Object> result = new LinkedHashMap<>();
        try {
            Opened opened = open(one, place);
            result.put("status", opened.isNew() ? 201 : 200);
            result.put("upload", views.opened(opened));
        } catch (Refused | StorageUnavailable e) {
            Door.tellOfLimit(e, context, connectionId);
            HttpReply.Problem problem = HttpReply.problemOf(e);
            result.put("status", problem.status());
            result.put("problem", problem.members());
            HttpReply.retryAfter(e).ifPresent(pause -> result.put("retryAfterSeconds", HttpReply.wholeSeconds(pause)));
        }
        return result;
    }

    /** Once storage fails the rest is not tried: the call must answer, and its caller repeats it. */
    private Opened open(String one, int place) {
        if (outage != null) {
            throw outage;
        }
        Body body = Body.of(Optional.of(one), JsonText.LARGEST);
        Optional<String> own = Optional.ofNullable(body.text("idempotencyKey"));
        var wanted = UploadBody.read(body, descriptions);
        try {
            return openings.open(wanted, own.map(UploadBody::requireKey).or(() -> keyAt(place)));
        } catch (StorageUnavailable e) {
            outage = e;
            throw e;
        }
    }

    /** No key that is sent has a space. */
    private Optional<String> keyAt(int place) {
        return idempotencyKey.map(key -> key + " " + place);
    }

    static List<String> requireFew(List<String> uploads) {
        if (uploads.isEmpty() || uploads.size() > MOST) {
            String detail = "must hold 1 to " + MOST + " uploads; it holds " + uploads.size();
            throw new Refused(RefusalCode.INVALID_REQUEST, "The request is not valid: /uploads " + detail + ".")
                    .with("errors", List.of(Map.of("pointer", "/uploads", "detail", detail)));
        }
        return uploads;
    }
}
