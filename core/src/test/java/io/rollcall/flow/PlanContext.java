package io.rollcall.flow;

import io.rollcall.meeting.ChangesUnderWay;
import io.rollcall.people.PeopleMemory;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Application;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What flows without list files are given to plan. */
public record PlanContext(Map<String, Application> applications, Collection<FlowConfig> flows) implements RunContext {
    @Override
    public Mode mode() {
        return Mode.PLAN;
    }

    @Override
    public ChangesUnderWay changesUnderWay() {
        return new ChangesUnderWay();
    }

    @Override
    public PeopleMemory people() {
        return new PeopleMemory();
    }

    @Override
    public InstantSource clock() {
        return () -> Instant.EPOCH;
    }

    @Override
    public String phoneRegion() {
        return "CN";
    }

    @Override
    public Application application(String account) {
        return Objects.requireNonNull(applications.get(account));
    }

    @Override
    public <T> List<T> read(ListFormat<T> format, @Nullable Path file, Consumer<Problem> problems) {
        if (file != null) {
            throw new AssertionError("no list files here");
        }
        return List.of();
    }
}
