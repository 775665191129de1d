package io.rollcall.app;

import static io.rollcall.app.ApiProgram.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.api.ApiOperation;
import io.rollcall.state.AuditFilter;
import io.rollcall.state.Pause;
import io.rollcall.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each operation that changes something, without the token and in a program that has none. */
class ChangesNeedTheTokenTest extends ApiTest {
    /** By the path: a request that changes something if it is let through. */
    private static final Map<String, String> REQUESTS = Map.of(
            "pause", "{\"flows\":[\"board\"]}",
            "resume", "{}",
            "flows/people/accept", "{}",
            "changes/release", "{\"meeting\":\"board-meeting\",\"who\":\"UN-duty\"}",
            "check", "{}");

    private static String path(ApiOperation operation) {
        return operation.path().substring("/api/v1/".length()).replace("{flow}", "people");
    }

    private static List<String> changes(ApiProgram api) {
        List<String> paths = api.service.operations().stream()
                .filter(ApiOperation::changes)
                .map(ChangesNeedTheTokenTest::path)
                .toList();
        assertThat(paths).containsExactlyInAnyOrderElementsOf(REQUESTS.keySet());
        return paths;
    }

    private static List<Object> state(ApiProgram api) throws Exception {
        Store store = api.service.engine().store();
        return List.of(
                store.pauses().inForce(Instant.now()),
                Objects.requireNonNull(store.rosters().quarantine("people")),
                store.audit().page(AuditFilter.ALL, Long.MAX_VALUE, 500),
                api.get("setup").get("check"));
    }

    private void nothingChanges(ApiProgram api, int status, String detail) throws Exception {
        api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));
        api.service.engine().store().pauses().pause(new Pause("duty", Instant.now(), null, "test"));
        List<Object> before = state(api);
        for (String path : changes(api)) {
            assertThat(problem(api.postWithoutToken(path, REQUESTS.get(path)), status))
                    .as(path)
                    .contains(detail);
        }
        assertThat(state(api)).isEqualTo(before);
    }

    @Test
    void changes_withoutTheToken_are401_andDoNothing() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = RosterApiTest.withRoster(rehearsal)) {
            nothingChanges(api, 401, "Sign in");

            List<Object> before = state(api);
            for (String path : changes(api)) {
                assertThat(api.postTo(path, REQUESTS.get(path)).statusCode())
                        .as("%s with the token", path)
                        .isIn(200, 202, 204);
            }
            List<Object> after = state(api);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i)).isNotEqualTo(before.get(i));
            }
        }
    }

    @Test
    void changes_whereNoTokenIsConfigured_are403_andDoNothing() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            try (ApiProgram api = RosterApiTest.withRoster(rehearsal, ApiProgram.NO_TOKEN)) {
                nothingChanges(api, 403, "rollcall.server.token-file");
            }
        }
    }
}
