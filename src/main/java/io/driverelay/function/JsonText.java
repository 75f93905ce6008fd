package io.driverelay.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * JSON as the interface speaks it: ISO-8601 times in milliseconds, enums in lower camel case; duplicate fields, trailing text and what would
 * cost more than its size to read are refused.
 */
final class JsonText {
    static final int DEEPEST = 64;
    static final int LONGEST_NAME = 1000;
    static final int MOST_TOKENS = 50_000;

    /** Bytes of the largest text that a door reads: metadata of 256 KiB and the rest around it. */
    static final int LARGEST = 320 << 10;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(LONGEST_NAME)
                            .maxNumberLength(LONGEST_NAME)
                            .maxStringLength(LARGEST)
                            .maxDocumentLength(LARGEST)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(
                    new SimpleModule().addSerializer(new EnumLabels()).addSerializer(Instant.class, new Milliseconds()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Beyond it a number with a point may be another than was written. */
    private static final double LARGEST_EXACT = 1L << 53;

    private JsonText() {}

    /** Whether it is a whole number, however it is written, that a {@code long} holds. */
    static boolean isWhole(JsonNode node) {
        return node.isIntegralNumber()
                ? node.canConvertToLong()
                : node.isDouble() && Math.abs(node.asDouble()) < LARGEST_EXACT && node.asDouble() % 1 == 0;
    }

    private static final class EnumLabels extends JsonSerializer<Enum<?>> {
        @Override
        @SuppressWarnings("unchecked")
        public Class<Enum<?>> handledType() {
            return (Class<Enum<?>>) (Class<?>) Enum.class;
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            out.writeString(Labels.camel(value));
        }
    }

    private static final class Milliseconds extends JsonSerializer<Instant> {
        private static final DateTimeFormatter FORM =
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            out.writeString(FORM.format(value));
        }
    }
}
