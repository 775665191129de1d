package io.rollcall.app.api;

import io.rollcall.app.control.AuditRelease;
import io.rollcall.app.control.AuditTrail;
import io.rollcall.app.control.AuditTrail.Query;
import io.rollcall.app.control.NamedFlows;
import io.rollcall.app.control.RunningProgram;
import io.rollcall.app.text.AuditLine;
import io.rollcall.config.RollcallConfig;
import io.rollcall.model.UserId;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of the view "Changes". Thread-safe. */
final class ChangeOperations {
    private final RunningProgram program;
    private final AuditTrail trail;
    private final PeopleNames names;
    private final LiveTopics live;

    ChangeOperations(RunningProgram program, PeopleNames names, LiveTopics live) {
        RollcallConfig config = program.config();
        this.program = program;
        this.trail = new AuditTrail(program.state(), NamedFlows.of(config).rosters(), config.phoneRegion());
        this.names = names;
        this.live = live;
    }

    List<ApiOperation> operations() {
        return List.of(
                ApiOperation.query("/api/v1/changes", this::changes),
                ApiOperation.change("/api/v1/changes/release", this::release));
    }

    private Object changes(ApiRequest request) {
        Fields fields = new Fields(request);
        Query query = new Query(
                fields.textOrNull("flow"),
                fields.textOrNull("meeting"),
                fields.textOrNull("person"),
                fields.word("status", Result.class),
                fields.time("from"),
                fields.time("to"));
        int limit = fields.limit();
        long before = fields.after(Long::valueOf, Long.MAX_VALUE);
        fields.check();
        List<Entry> read = trail.page(query, before, limit + 1);
        Map<UserId, String> known = names.of(users(read));
        return Page.of(read, limit, entry -> item(entry, known), Entry::id);
    }

    private static List<UserId> users(List<Entry> entries) {
        List<UserId> users = new ArrayList<>();
        for (Entry entry : entries) {
            String user = entry.intention().user();
            if (user != null && !user.isBlank()) {
                users.add(new UserId(user));
            }
        }
        return users;
    }

    private Map<String, Object> item(Entry entry, Map<UserId, String> known) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", entry.id());
        item.putAll(AuditLine.fields(entry));
        item.computeIfPresent("phone", (field, phone) -> Objects.requireNonNull(names.phone(phone.toString())));
        String user = entry.intention().user();
        String name = user == null || user.isBlank() ? null : known.get(new UserId(user));
        if (name != null) {
            item.put("name", name);
        }
        return item;
    }

    private Object release(ApiRequest request) {
        Fields fields = new Fields(request);
        String change = fields.textOrNull("change");
        String meeting = fields.textOrNull("meeting");
        String who = fields.textOrNull("who");
        if (change == null ? meeting == null || who == null : meeting != null || who != null) {
            fields.problem("Either the field change is required, or the fields meeting and who.");
        }
        if (change != null && !change.matches("[0-9]{1,18}")) {
            fields.problem("The field change must be the id of a change.");
        }
        fields.check();
        return change == null
                ? release(Objects.requireNonNull(meeting), Objects.requireNonNull(who), null)
                : release(change);
    }

    private Object release(String change) {
        Entry entry = trail.find(Long.parseLong(change))
                .orElseThrow(() -> ApiProblem.notFound("There is no change " + change + "."));
        String user = entry.intention().user();
        String phone = entry.intention().phone();
        return release(
                entry.intention().meeting(),
                user == null ? Objects.requireNonNullElse(phone, "") : user,
                user == null ? phone : null);
    }

    /** The answer after a release. */
    private record Released(boolean released, String message) {}

    /** @param hidden a number that the client does not know unless names are shown; null for none */
    private Object release(String meeting, String who, @Nullable String hidden) {
        RollcallConfig config = program.config();
        AuditRelease.Result result = Refusals.of(() -> AuditRelease.of(
                program.state(),
                meeting,
                who,
                program.now(),
                config.phoneRegion(),
                config.http().longestRequest()));
        String text = hidden == null
                ? result.text()
                : result.text().replace(hidden, Objects.requireNonNull(names.phone(hidden)));
        if (!result.released()) {
            throw ApiProblem.conflict(text);
        }
        live.publish(LiveTopic.CHANGES);
        return new Released(true, text);
    }
}
