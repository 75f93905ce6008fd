package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.telemetry.Event;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who is told, and of what. */
class AlertsTest {
    private static final String RULE = "Microsoft.Insights/scheduledQueryRules";

    /** Fault 24: by the very word that the poison trigger writes. */
    @Test
    void ticketThatNobodyCouldServeIsTold() {
        for (Deployment deployment : Deployment.golden()) {
            JsonNode rule = deployment.one(RULE, "ticket-poisoned");
            String query = rule.at("/properties/criteria/allOf/0/query").asText();
            Matcher event = Pattern.compile("parse_json\\(message\\)\\.event\\) == \"([a-z-]+)\"")
                    .matcher(query);

            assertThat(event.find()).isTrue();
            assertThat(event.group(1)).isEqualTo(Event.TICKET_POISONED.title());
            assertThat(rule.at("/properties/enabled").asBoolean()).isTrue();
            assertThat(rule.at("/properties/autoMitigate").asBoolean()).isTrue();
        }
    }

    /** L12. */
    @Test
    void operatorIsToldByMail_andOfMoney_whereThatIsAskedFor() {
        Deployment told = Deployment.read("integrator");
        JsonNode group = told.one("Microsoft.Insights/actionGroups", "ag-");
        JsonNode budget = told.one("Microsoft.Consumption/budgets", "");

        assertThat(group.at("/properties/emailReceivers/0/emailAddress").asText())
                .isEqualTo("operator@example.com");
        assertThat(told.one(RULE, "").at("/properties/actions/actionGroups")).hasSize(1);
        assertThat(budget.at("/properties/amount").asInt()).isEqualTo(500);
        assertThat(budget.at("/properties/notifications"))
                .hasSize(3)
                .allSatisfy(notification ->
                        assertThat(notification.at("/contactEmails/0").asText()).isEqualTo("operator@example.com"));

        Deployment quiet = Deployment.read("home");
        assertThat(quiet.all("Microsoft.Insights/actionGroups")).isEmpty();
        assertThat(quiet.all("Microsoft.Consumption/budgets")).isEmpty();
        assertThat(quiet.one(RULE, "").at("/properties/actions/actionGroups")).isEmpty();
    }
}
