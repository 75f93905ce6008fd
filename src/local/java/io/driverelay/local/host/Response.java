package io.driverelay.local.host;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.LinkedHashMap;
import java.util.Map;

/** A function's answer. */
record Response(HttpStatusType status, Map<String, String> headers, Object body) implements HttpResponseMessage {
    static Response ok(Object body) {
        return new Response(HttpStatus.OK, Map.of(), body);
    }

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public String getHeader(String key) {
        return headers.get(key);
    }

    @Override
    public Object getBody() {
        return body;
    }

    static final class Building implements HttpResponseMessage.Builder {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private HttpStatusType status;
        private Object body;

        Building(HttpStatusType status) {
            this.status = status;
        }

        @Override
        public HttpResponseMessage.Builder status(HttpStatusType changed) {
            this.status = changed;
            return this;
        }

        @Override
        public HttpResponseMessage.Builder header(String key, String value) {
            headers.put(key, value);
            return this;
        }

        @Override
        public HttpResponseMessage.Builder body(Object given) {
            this.body = given;
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return new Response(status, headers, body);
        }
    }
}
