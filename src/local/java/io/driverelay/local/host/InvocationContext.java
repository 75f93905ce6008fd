package io.driverelay.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.TraceContext;
import java.util.Map;
import java.util.logging.Logger;

/** What a function is told of its invocation. */
record InvocationContext(String functionName, String invocationId, Logger logger) implements ExecutionContext {
    @Override
    public Logger getLogger() {
        return logger;
    }

    @Override
    public String getInvocationId() {
        return invocationId;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public TraceContext getTraceContext() {
        String trace = invocationId.replace("-", "");
        return new Trace("00-" + trace + "-" + trace.substring(0, 16) + "-00");
    }

    private record Trace(String traceparent) implements TraceContext {
        @Override
        public String getTraceparent() {
            return traceparent;
        }

        @Override
        public String getTracestate() {
            return "";
        }

        @Override
        public Map<String, String> getAttributes() {
            return Map.of();
        }
    }
}
