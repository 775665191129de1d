package io.rollcall.app.api;

import io.rollcall.app.control.FlowOverview;
import io.rollcall.app.control.PauseControl;
import io.rollcall.app.control.RosterBook;
import io.rollcall.app.control.RunningProgram;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Unchanged;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.TimeText;
import io.rollcall.state.AcceptedRoster;
import io.rollcall.state.Pause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of the view "Flows". Thread-safe. */
final class FlowOperations {
    private final RunningProgram program;
    private final FlowOverview overview;
    private final PauseControl pauses;
    private final RosterBook rosters;
    private final PeopleNames names;
    private final LiveTopics live;

    FlowOperations(RunningProgram program, FlowOverview overview, PeopleNames names, LiveTopics live) {
        this.program = program;
        this.overview = overview;
        this.names = names;
        this.pauses = PauseControl.of(program);
        this.rosters = new RosterBook(program);
        this.live = live;
    }

    List<ApiOperation> operations() {
        return List.of(
                ApiOperation.read("/api/v1/flows", this::flows),
                ApiOperation.read("/api/v1/flows/{flow}/last", this::last),
                ApiOperation.change("/api/v1/pause", this::pause),
                ApiOperation.change("/api/v1/resume", this::resume),
                ApiOperation.change("/api/v1/flows/{flow}/accept", this::accept));
    }

    private Object flows(ApiRequest request) {
        new Fields(request).check();
        return Map.of("flows", overview.flows());
    }

    private Object last(ApiRequest request) {
        new Fields(request).check();
        String flow = request.parameter("flow");
        return Refusals.named(() -> overview.last(flow))
                .map(this::shown)
                .orElseThrow(() -> ApiProblem.notFound("The flow " + flow + " has not run in this process yet."));
    }

    /** A report without telephone numbers, unless names are shown. */
    private Map<String, Object> shown(FlowReport report) {
        Map<String, Object> fields = report.json();
        fields.computeIfPresent("changes", (field, all) -> report.result().changes().stream()
                .map(change -> new Change(
                        change.action(),
                        change.meeting(),
                        change.user(),
                        names.phone(change.phone()),
                        change.reason(),
                        change.status()))
                .toList());
        fields.computeIfPresent("unchanged", (field, all) -> report.result().unchanged().stream()
                .map(one -> new Unchanged(one.meeting(), one.user(), names.phone(one.phone()), one.reason()))
                .toList());
        return fields;
    }

    private Object pause(ApiRequest request) {
        Instant now = program.now();
        Fields fields = new Fields(request);
        List<String> flows = fields.texts("flows");
        Instant until = until(fields, now);
        String reason = fields.textOrNull("reason");
        fields.check();
        Refusals.of(() -> {
            pauses.pause(flows, now, until, reason);
            return true;
        });
        return paused(now);
    }

    private @Nullable Instant until(Fields fields, Instant now) {
        String until = fields.textOrNull("until");
        if (until == null) {
            return null;
        }
        try {
            return TimeText.until(until, now, program.config().timezone());
        } catch (MalformedValueException malformed) {
            fields.problem("The field until " + malformed.explanation() + ".");
            return null;
        }
    }

    private Object resume(ApiRequest request) {
        Instant now = program.now();
        Fields fields = new Fields(request);
        List<String> flows = fields.texts("flows");
        fields.check();
        boolean resumed = Refusals.of(() -> pauses.resume(flows, now));
        if (!resumed) {
            throw ApiProblem.conflict("All flows are paused, so " + String.join(", ", flows)
                    + " cannot be resumed alone, and nothing was changed. Resume all flows, then pause the others by"
                    + " name.");
        }
        return paused(now);
    }

    private Map<String, List<Pause>> paused(Instant now) {
        live.publish(LiveTopic.FLOWS);
        return Map.of("paused", pauses.inForce(now));
    }

    private Object accept(ApiRequest request) {
        Fields fields = new Fields(request);
        Instant since = fields.time("since");
        fields.check();
        String flow = request.parameter("flow");
        AcceptedRoster accepted = Refusals.named(() -> rosters.accept(flow, since))
                .orElseThrow(() -> ApiProblem.conflict("The roster of the flow " + flow + " is not quarantined"
                        + (since == null ? "" : ", or was quarantined again: look at who would go now")
                        + ". Nothing was changed."));
        live.publish(LiveTopic.FLOWS);
        live.publish(LiveTopic.ROSTER);
        return accepted;
    }
}
