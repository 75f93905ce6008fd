package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.homeassistant.Descriptions;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadBodyTest {
    /** N18. */
    @Test
    void metadataIsKeptToTheLetter() {
        String metadata = Descriptions.json("a", "N", 1)
                .replace("{\"addons\"", "{ \"x\": [1.10, 1e2, -0.0, 12345678901234567890],\n \"addons\"");
        UploadRequest request =
                read("{\"metadata\":" + metadata + ",\"kind\":\"backup\",\"fileName\":\"a.tar\",\"sizeBytes\":1}");

        assertThat(request.metadata().json()).isEqualTo(metadata);
    }

    /** N15, N16. */
    @Test
    void oneMistakeIsOneError() {
        assertThat(errors("{\"kind\":\"file\",\"fileName\":\"a\",\"sizeBytes\":\"5\"}"))
                .containsOnlyKeys("/sizeBytes")
                .containsValue("must be a whole number");
        assertThat(errors("{\"kind\":\"fil\",\"fileName\":\"a\",\"sizeBytes\":5}"))
                .containsOnlyKeys("/kind");
        assertThat(errors(
                        "{\"kind\":\"backup\",\"fileName\":\"a.tar\",\"sizeBytes\":5,\"metadata\":{\"backup_id\":5}}"))
                .containsKey("/metadata/backup_id");
    }

    /** N15. */
    @Test
    void everythingIsToldInOneRound() {
        assertThat(
                        errors(
                                "{\"fileName\":\"a:b\",\"sizeBytes\":-1,\"sha256\":\"x\",\"colour\":1,\"transfer\":\"pigeon\"}"))
                .containsOnlyKeys("/kind", "/fileName", "/sizeBytes", "/sha256", "/colour", "/transfer");
        assertThat(errors("{\"kind\":\"backup\",\"fileName\":\"a.zip\",\"sizeBytes\":1,\"destinationFolder\":\"b\"}"))
                .containsOnlyKeys("/fileName", "/destinationFolder");
        assertThat(errors("{\"kind\":\"backup\",\"sizeBytes\":1,\"destinationFolder\":\"b\"}"))
                .containsOnlyKeys("/destinationFolder");
        assertThat(errors("{\"kind\":\"file\",\"sizeBytes\":1}")).containsOnlyKeys("/fileName");
    }

    @Test
    void nameAloneIsRefusedWithItsOwnCode_andItsPlace() {
        Refused refused = refused("{\"kind\":\"file\",\"fileName\":\"gpj.\\u202eexe\",\"sizeBytes\":1}");

        assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_DESTINATION);
        assertThat(refused.facts()).containsEntry("segment", "gpj.<U+202E>exe").containsKey("errors");
        assertThat(refused.getMessage()).contains("U+202E").doesNotContain("\u202e");
    }

    @Test
    void backupNeedSayNothingButItsSize() {
        UploadRequest request = read("{\"kind\":\"backup\",\"sizeBytes\":1}");

        assertThat(request.destination()).isNull();
        assertThat(request.metadata()).isNull();
        assertThat(errors("{\"kind\":\"backup\",\"sizeBytes\":1,\"conflict\":\"rename\"}"))
                .containsOnlyKeys("/conflict");
    }

    /** N22. */
    @Test
    void backupCalledTarAloneIsRefused() {
        assertThat(errors("{\"kind\":\"backup\",\"fileName\":\".tar\",\"sizeBytes\":1,\"metadata\":"
                        + Descriptions.json("a", "n", 1) + "}"))
                .containsOnlyKeys("/fileName");
    }

    /** N11. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,b", "a,", "a b", "ü", "a\tb"})
    void idempotencyKeyThatIsEmptyOrThereTwiceIsRefused(String key) {
        Map<String, String> headers = new HashMap<>();
        headers.put("idempotency-key", key);
        assertThatThrownBy(() -> UploadBody.idempotencyKey(TestRequests.with(Map.of(), headers, "")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("once");
    }

    @Test
    void idempotencyKeyOfAnyUsualFormIsTaken() {
        for (String key : List.of("night-1", "{3f2504e0-4f89}", "a/b:c;d=e+f~\"g\"", "x".repeat(200))) {
            assertThat(UploadBody.idempotencyKey(TestRequests.with(Map.of(), Map.of("idempotency-key", key), "")))
                    .contains(key);
        }
        assertThat(UploadBody.idempotencyKey(TestRequests.with(Map.of(), Map.of(), "")))
                .isEmpty();
    }

    private static UploadRequest read(String json) {
        return UploadBody.read(Body.of(Optional.of(json), JsonText.LARGEST), new AgentBackups());
    }

    private static Refused refused(String json) {
        return catchThrowableOfType(Refused.class, () -> read(json));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> errors(String json) {
        Map<String, String> byPointer = new HashMap<>();
        ((List<Map<String, String>>) refused(json).facts().get("errors"))
                .forEach(error -> byPointer.put(error.get("pointer"), error.get("detail")));
        return byPointer;
    }
}
