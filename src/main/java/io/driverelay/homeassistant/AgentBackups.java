package io.driverelay.homeassistant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.driverelay.upload.BackupDescription;
import io.driverelay.upload.BackupDescriptions;
import io.driverelay.upload.BackupMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Home Assistant's {@code AgentBackup}, as its agents write it beside a backup.
 *
 * @see <a href="https://developers.home-assistant.io/docs/core/platform/backup">backup agents</a>
 */
public final class AgentBackups implements BackupDescriptions {
    private static final int DEEPEST = 64;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // as Home Assistant writes
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    @Override
    public BackupDescription check(String json) {
        if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST_BYTES) {
            return invalid("must have at most " + LARGEST_BYTES + " bytes");
        }
        try {
            JsonNode backup = MAPPER.readTree(json);
            if (!backup.isObject()) {
                return invalid("must be a JSON object");
            }
            List<BackupDescription.Problem> problems = AgentBackupCheck.problemsOf(backup);
            return problems.isEmpty()
                    ? new BackupDescription.Valid(new BackupMetadata(
                            json,
                            backup.get("backup_id").textValue(),
                            backup.get("name").textValue()))
                    : new BackupDescription.Invalid(problems);
        } catch (JsonProcessingException e) {
            return invalid("is not JSON");
        }
    }

    @Override
    public BackupDescription ofTar(long sizeBytes, Ranges tar) throws IOException {
        try {
            JsonNode found = MAPPER.readTree(new BackupTar(sizeBytes, tar).backupJson());
            if (!found.isObject()) {
                return invalid("has a backup.json that is no object");
            }
            return check(MAPPER.writeValueAsString(BackupJson.agentBackup(found, sizeBytes)));
        } catch (NoBackup e) {
            return invalid(e.getMessage());
        } catch (JsonProcessingException e) {
            return invalid("has a backup.json that is not JSON");
        }
    }

    @Override
    public String fileName(BackupMetadata metadata, int longest) {
        return BackupFileName.forOneDrive(metadata.name(), offsetDate(metadata), longest);
    }

    @Override
    public Instant date(BackupMetadata metadata) {
        return offsetDate(metadata).toInstant();
    }

    private static OffsetDateTime offsetDate(BackupMetadata metadata) {
        try {
            return BackupDate.read(MAPPER.readTree(metadata.json()).path("date").asText())
                    .orElseThrow(() -> new IllegalArgumentException("a description without a date"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no description", e);
        }
    }

    private static BackupDescription invalid(String detail) {
        return new BackupDescription.Invalid(List.of(new BackupDescription.Problem("", detail)));
    }
}
