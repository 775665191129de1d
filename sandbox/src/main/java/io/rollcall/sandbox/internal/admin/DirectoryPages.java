package io.rollcall.sandbox.internal.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.ChangeReader;
import io.rollcall.sandbox.internal.company.CompanyChange.Action;
import io.rollcall.sandbox.internal.dingtalk.DirectoryChanges;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages that show and change people and departments. Thread-safe. */
public final class DirectoryPages {
    private static final String PAGE = "/sandbox/company";

    private final DirectoryChanges changes;

    public DirectoryPages(DirectoryChanges changes) {
        this.changes = changes;
    }

    /** Responds to a request; null if there is no such page. */
    @Nullable Response respond(Request request) {
        if (request.method().equals("GET")) {
            return request.path().equals(PAGE) ? AdminPages.page(counts()) : null;
        }
        if (!request.method().equals("POST") || !request.path().startsWith(PAGE + "/")) {
            return null;
        }
        return ChangeReader.named(request.path().substring(PAGE.length() + 1))
                .map(action -> change(action, request))
                .orElse(null);
    }

    private Response change(Action action, Request request) {
        try {
            changes.make(ChangeReader.read(action, Json.parse(request.body())));
            return AdminPages.page(counts());
        } catch (IllegalArgumentException e) {
            return AdminPages.problems(400, List.of(String.valueOf(e.getMessage())));
        }
    }

    private ObjectNode counts() {
        return Json.object()
                .put("people", changes.people())
                .put("departments", changes.departments())
                .put("leaveRecords", changes.leaveRecords());
    }
}
