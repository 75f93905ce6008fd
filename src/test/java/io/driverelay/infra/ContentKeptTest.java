package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The content account's own rules against what the app promises. */
class ContentKeptTest {
    @Test
    void theNetIsBelowEverythingThatTheAppMayStillNeed() {
        for (Deployment deployment : Deployment.golden()) {
            JsonNode rule = net(deployment);
            for (String kind : new String[] {"baseBlob", "snapshot"}) {
                long days = rule.at("/definition/actions/" + kind + "/delete/daysAfterCreationGreaterThan")
                        .asLong();
                assertThat(Duration.ofDays(days)).as(kind).isGreaterThan(longestNeeded());
            }
        }
    }

    @Test
    void theNetIsUnderStagedContentAlone() {
        String staging = (String) Code.constant("azure.BlobStaging", "CONTAINER");
        for (Deployment deployment : Deployment.golden()) {
            assertThat(net(deployment).at("/definition/filters/prefixMatch"))
                    .extracting(JsonNode::asText)
                    .containsExactly(staging + "/");
            assertThat(net(deployment).path("enabled").booleanValue()).isTrue();
        }
    }

    @Test
    void thePolicyForSignedUrlsFollowsTheirTime() {
        for (Deployment deployment : Deployment.golden()) {
            Duration urls = Duration.parse(deployment.settings().get("STAGING_URL_VALID"));
            JsonNode policy = deployment.contentAccount().at("/properties/sasPolicy");

            assertThat(period(policy.path("sasExpirationPeriod").asText()))
                    .isEqualTo(urls.plusMinutes(15))
                    .isGreaterThanOrEqualTo(constant("azure.StagingSignatures", "READABLE_FOR"));
            assertThat(policy.path("expirationAction").asText()).isEqualTo("Log");
        }
    }

    /** From its first byte, with a day for the relaying. */
    static Duration longestNeeded() {
        return constant("intake.HomeLimits", "OPEN_FOR")
                .plus(constant("upkeep.EndsByTime", "AFTER_URL"))
                .plus(constant("upload.RetryUpload", "RETRYABLE_FOR"))
                .plus(constant("upkeep.EndsByTime", "FAILED_CONTENT"))
                .plusDays(1);
    }

    @Test
    void lanesGoOnlyWhenNoUploadOfTheirNameCanMoveAnyMore() {
        for (Deployment deployment : Deployment.golden()) {
            JsonNode lanes = rules(deployment).path(1).path("definition");

            assertThat(lanes.at("/filters/prefixMatch"))
                    .extracting(JsonNode::asText)
                    .containsExactly("lanes/");
            assertThat(lanes.path("actions").properties()).hasSize(1);
            long days = lanes.at("/actions/baseBlob/delete/daysAfterModificationGreaterThan")
                    .asLong();
            assertThat(Duration.ofDays(days)).isGreaterThan(longestNeeded());
        }
    }

    /** E. Nothing in the app goes through them, so the account alone deletes them. */
    @Test
    void endedUploadsGoByThemselvesAfterNinetyDays() {
        for (Deployment deployment : Deployment.golden()) {
            JsonNode ended = rules(deployment).path(2).path("definition");

            assertThat(ended.at("/filters/prefixMatch"))
                    .extracting(JsonNode::asText)
                    .containsExactly(Code.constant("azure.EndedUploads", "CONTAINER") + "/");
            assertThat(ended.path("actions").properties()).hasSize(1);
            assertThat(ended.at("/actions/baseBlob/delete/daysAfterModificationGreaterThan")
                            .asLong())
                    .isEqualTo(90);
        }
    }

    private static JsonNode net(Deployment deployment) {
        return rules(deployment).path(0);
    }

    /** The only ones: another could delete sooner, or what is kept for ever. */
    private static JsonNode rules(Deployment deployment) {
        JsonNode rules = deployment
                .one("Microsoft.Storage/storageAccounts/managementPolicies", "stcontent")
                .at("/properties/policy/rules");
        assertThat(rules).hasSize(3);
        return rules;
    }

    private static Duration constant(String type, String name) {
        return (Duration) Code.constant(type, name);
    }

    /** {@code days.hours:minutes:seconds} */
    private static Duration period(String text) {
        String[] parts = text.split("[.:]", -1);
        return Duration.ofDays(Long.parseLong(parts[0]))
                .plusHours(Long.parseLong(parts[1]))
                .plusMinutes(Long.parseLong(parts[2]))
                .plusSeconds(Long.parseLong(parts[3]));
    }
}
