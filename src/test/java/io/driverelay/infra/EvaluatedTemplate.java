package io.driverelay.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A golden deployment as a template with nothing left to evaluate. Checkov reads it whole, while its reader of Bicep knows neither typed
 * arrays nor imports, and what it reads are parameters without a value.
 */
final class EvaluatedTemplate {
    private static final String AUDIT = "Microsoft.Insights/diagnosticSettings";
    private static final String AUDIT_OF_QUEUES =
            "Microsoft.Storage/storageAccounts/queueServices/providers/diagnosticsettings";

    private EvaluatedTemplate() {}

    static String of(Deployment deployment) {
        ObjectNode template = new ObjectMapper().createObjectNode();
        template.put("$schema", "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
        template.put("contentVersion", "1.0.0.0");
        ArrayNode resources = template.putArray("resources");
        for (JsonNode predicted : deployment.resources()) {
            ObjectNode resource = predicted.deepCopy();
            String id = resource.remove("id").asText();
            // the only name under which a rule knows it
            if (predicted.path("type").asText().equals(AUDIT) && id.contains("/queueServices/")) {
                resource.put("type", AUDIT_OF_QUEUES);
                resource.put(
                        "name", id.replaceAll(".*/storageAccounts/([^/]+)/.*", "$1/default/Microsoft.Insights/audit"));
            }
            resources.add(resource);
        }
        return template.toPrettyString();
    }

    static String typeInBicep(String type) {
        return type.equals(AUDIT_OF_QUEUES) ? AUDIT : type;
    }
}
