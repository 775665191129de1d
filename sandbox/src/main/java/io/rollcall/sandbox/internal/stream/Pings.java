package io.rollcall.sandbox.internal.stream;

import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import java.util.HashMap;
import java.util.Map;

/** The pings of one connection. Thread-safe. */
final class Pings {
    private static final int OK = 200;

    private final Map<String, String> open = new HashMap<>();
    private int sent;
    private int answered;

    /** The data of a new ping. */
    synchronized String next(String messageId) {
        String data = Json.object().put("opaque", RandomIds.hex()).toString();
        open.put(messageId, data);
        sent++;
        return data;
    }

    /** Takes a response; false if it answers no ping. Counts it if it has the code and the data that it should have. */
    synchronized boolean answer(String messageId, int code, String data) {
        String expected = open.remove(messageId);
        if (expected == null) {
            return false;
        }
        answered += code == OK && expected.equals(data) ? 1 : 0;
        return true;
    }

    synchronized int sent() {
        return sent;
    }

    synchronized int answered() {
        return answered;
    }
}
