package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.journal.CoHostRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every request that adds or removes co-hosts, accepted or not. Thread-safe. */
final class CoHostJournal {
    private final List<CoHostRequest> requests = new ArrayList<>();

    /** Records a request with its response. */
    Response record(String meeting, Request request, Supplier<Response> endpoint) {
        long arrived = System.nanoTime();
        Response response = endpoint.get();
        JsonNode body = request.json();
        List<String> unionIds = body.path("userList")
                .valueStream()
                .map(user -> user.path("unionId").asText(""))
                .toList();
        add(new CoHostRequest(meeting, body.path("action").asText(""), unionIds, response.status(), arrived));
        return response;
    }

    private synchronized void add(CoHostRequest request) {
        requests.add(request);
    }

    synchronized List<CoHostRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized void reset() {
        requests.clear();
    }
}
