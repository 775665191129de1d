package io.rollcall.sandbox.junit;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.journal.RecordedRequest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Adds the last requests to the report of a failed test. */
final class FailureReport {
    static final String KEY = "sandbox";
    private static final int MAX_REQUESTS = 20;

    private FailureReport() {}

    static void publishIfFailed(ExtensionContext test, Sandbox sandbox) {
        test.getExecutionException()
                .filter(thrown -> !(thrown instanceof TestAbortedException))
                .ifPresent(thrown -> test.publishReportEntry(KEY, text(sandbox.requests())));
    }

    private static String text(List<RecordedRequest> requests) {
        if (requests.isEmpty()) {
            return "no requests";
        }
        List<RecordedRequest> last = requests.subList(Math.max(0, requests.size() - MAX_REQUESTS), requests.size());
        return "the last " + last.size() + " of " + requests.size() + " requests:\n"
                + last.stream().map(FailureReport::line).collect(Collectors.joining("\n"));
    }

    private static String line(RecordedRequest request) {
        return Instant.ofEpochMilli(request.at()) + " " + request.call() + ": " + request.method() + " "
                + request.path()
                + (request.query().isEmpty() ? "" : "?" + request.query())
                + " -> " + (request.status() == 0 ? "no response" : request.status())
                + (request.fault().isEmpty() ? "" : ", scripted " + request.fault());
    }
}
