package io.driverelay.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The contract, OpenAPI 3.1, joined of the parts in {@code openapi/}: one for each subject, each an OpenAPI document in part. What all operations
 * of a guard or with a problem have in common is said once there, and {@link ContractOperations} fills it in.
 */
final class Contract {
    private static final List<String> PARTS = List.of(
            "document",
            "connections",
            "keys",
            "sign-in",
            "uploads",
            "files",
            "backups",
            "status",
            "diagnostics",
            "relay",
            "problems");

    private Contract() {}

    /** @param version of the app */
    static ObjectNode joined(String version) {
        ObjectNode whole = JsonText.MAPPER.createObjectNode();
        PARTS.forEach(part -> add(read(part), whole, part));
        ((ObjectNode) whole.path("info")).put("version", version);
        new ContractOperations(whole).fillIn();
        return whole;
    }

    private static JsonNode read(String part) {
        String name = "/openapi/" + part + ".json";
        try (InputStream in = Contract.class.getResourceAsStream(name)) {
            return JsonText.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the part " + name + " of the contract cannot be read", e);
        }
    }

    /** Objects grow together; anything else may be said once. */
    private static void add(JsonNode part, ObjectNode whole, String where) {
        part.properties().forEach(member -> {
            String place = where + "/" + member.getKey();
            JsonNode there = whole.get(member.getKey());
            if (there == null) {
                whole.set(member.getKey(), member.getValue());
            } else if (there.isObject() && member.getValue().isObject()) {
                add(member.getValue(), (ObjectNode) there, place);
            } else {
                throw new IllegalStateException("the contract says " + place + " twice");
            }
        });
    }
}
