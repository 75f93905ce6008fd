package io.driverelay.azure;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.Retention;
import io.driverelay.connection.SignInOutcome;
import io.driverelay.drive.DriveState;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.UploadState;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How records are written: fields as they are named, times in ISO-8601, enums in lower camel case; what a newer version added is passed over. */
final class Json {
    private static final List<Class<?>> ENUMS = List.of(
            KeyScope.class,
            SignInOutcome.class,
            Conflict.class,
            Kind.class,
            Reason.class,
            Transfer.class,
            UploadState.class);

    private final ObjectMapper mapper;

    Json() {
        var builder = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE);
        builder.addMixIn(DriveState.class, UnlessUnknown.class);
        builder.addMixIn(Retention.class, KeepsWhatIsNewer.class);
        ENUMS.forEach(type -> builder.addMixIn(type, LowerCamelCase.class));
        this.mapper = builder.build();
    }

    byte[] write(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record could not be written", e);
        }
    }

    /** @throws IllegalStateException without the text, which may hold a credential */
    <T> T read(byte[] json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (IOException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read");
        }
    }

    @EnumNaming(LowerCamelCaseStrategy.class)
    private interface LowerCamelCase {}

    /** An unknown word is read as UNKNOWN. */
    @EnumNaming(LowerCamelCaseStrategy.class)
    enum UnlessUnknown {
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** Written back as it was read. */
    abstract static class KeepsWhatIsNewer {
        KeepsWhatIsNewer(
                Integer keepCopies, Integer keepDays, Retention.Of of, @JsonAnySetter Map<String, Object> newer) {}

        @JsonAnyGetter
        abstract Map<String, Object> newer();
    }
}
