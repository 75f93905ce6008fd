package io.driverelay.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a rule says of one resource. */
record Finding(String framework, String rule, String file, String type, String name, boolean met) {
    /** Of checkov's report in JSON: one object for each framework that had something to look at. */
    static List<Finding> of(String report) throws IOException {
        JsonNode json = new ObjectMapper().readTree(report);
        List<Finding> found = new ArrayList<>();
        for (JsonNode framework :
                json.isArray() ? json : new ObjectMapper().createArrayNode().add(json)) {
            for (JsonNode check : framework.at("/results/passed_checks")) {
                found.add(of(framework, check, true));
            }
            for (JsonNode check : framework.at("/results/failed_checks")) {
                found.add(of(framework, check, false));
            }
        }
        return found;
    }

    private static Finding of(JsonNode framework, JsonNode check, boolean met) {
        String[] resource = check.path("resource").asText().split("\\.", 3);
        boolean typed = resource.length == 3 && resource[0].equals("Microsoft");
        return new Finding(
                framework.path("check_type").asText(),
                check.path("check_id").asText(),
                check.path("file_path").asText(),
                typed ? EvaluatedTemplate.typeInBicep("Microsoft." + resource[1]) : "",
                typed ? resource[2] : check.path("resource").asText(),
                met);
    }

    static Set<String> rules(List<Finding> findings, Predicate<Finding> which) {
        Set<String> rules = new TreeSet<>();
        findings.stream().filter(which).forEach(finding -> rules.add(finding.rule()));
        return rules;
    }
}
