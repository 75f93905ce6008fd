package io.driverelay.transport;

import java.util.Map;

/** The answer to a PUT: header names in lower case, at most 64 KiB of the body. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
