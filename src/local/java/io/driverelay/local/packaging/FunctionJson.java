package io.driverelay.local.packaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;

/** A function's {@code function.json}, written from its annotations as the platform's own generator writes it. */
final class FunctionJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FunctionJson() {}

    /** @param jar the file name of the app's jar */
    static ObjectNode of(Method method, String jar) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("scriptFile", "../" + jar);
        json.put("entryPoint", method.getDeclaringClass().getName() + "." + method.getName());
        ArrayNode bindings = json.putArray("bindings");
        for (Parameter parameter : method.getParameters()) {
            http(parameter, bindings);
            queue(parameter, method, bindings);
            timer(parameter, bindings);
        }
        if (bindings.isEmpty()) {
            throw new IllegalStateException("the function "
                    + method.getAnnotation(FunctionName.class).value() + " has no trigger that is known here");
        }
        return json;
    }

    private static void http(Parameter parameter, ArrayNode bindings) {
        HttpTrigger trigger = parameter.getAnnotation(HttpTrigger.class);
        if (trigger == null) {
            return;
        }
        ObjectNode in = binding(bindings, "httpTrigger", "in", trigger.name());
        putIfAny(in, "route", trigger.route());
        ArrayNode methods = in.putArray("methods");
        Arrays.stream(trigger.methods()).map(HttpMethod::name).forEach(methods::add);
        putIfAny(in, "dataType", trigger.dataType());
        in.put("authLevel", trigger.authLevel().name());
        binding(bindings, "http", "out", "$return");
    }

    private static void queue(Parameter parameter, Method method, ArrayNode bindings) {
        QueueTrigger trigger = parameter.getAnnotation(QueueTrigger.class);
        if (trigger == null) {
            return;
        }
        ObjectNode in = binding(bindings, "queueTrigger", "in", trigger.name());
        in.put("queueName", trigger.queueName());
        putIfAny(in, "dataType", trigger.dataType());
        StorageAccount account = method.getAnnotation(StorageAccount.class);
        putIfAny(
                in,
                "connection",
                trigger.connection().isEmpty() && account != null ? account.value() : trigger.connection());
    }

    private static void timer(Parameter parameter, ArrayNode bindings) {
        TimerTrigger trigger = parameter.getAnnotation(TimerTrigger.class);
        if (trigger == null) {
            return;
        }
        ObjectNode in = binding(bindings, "timerTrigger", "in", trigger.name());
        putIfAny(in, "dataType", trigger.dataType());
        in.put("schedule", trigger.schedule());
    }

    private static ObjectNode binding(ArrayNode bindings, String type, String direction, String name) {
        return bindings.addObject()
                .put("type", type)
                .put("direction", direction)
                .put("name", name);
    }

    private static void putIfAny(ObjectNode json, String key, String value) {
        if (!value.isEmpty()) {
            json.put(key, value);
        }
    }
}
