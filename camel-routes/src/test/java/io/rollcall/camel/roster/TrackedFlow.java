package io.rollcall.camel.roster;

import io.rollcall.camel.internal.file.RosterFile;
import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.DirectoryMarks;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentReference;
import io.rollcall.model.PersonId;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RunResult;
import io.rollcall.roster.Departments;
import io.rollcall.roster.RosterConfig;
import io.rollcall.roster.RosterRun;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.StoredChange;
import io.rollcall.state.StateStore;
import io.rollcall.store.Store;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.task.EventPublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a tracked roster over a company in memory, with the embedded store and the files of a real run. */
final class TrackedFlow implements AutoCloseable {
    static final String FLOW = "people";

    final Path folder;
    final TrackedCompany company = new TrackedCompany();
    final Store store;
    /** How many people the runs staged. */
    int staged;
    /** What the runs published. */
    final List<RosterChange> events = new ArrayList<>();

    Instant now = Instant.parse("2026-11-20T08:00:00Z");
    Mode mode = Mode.ONCE;
    RosterConfig.MaxShrink maxShrink = new RosterConfig.MaxShrink(10, true);
    RosterConfig.Key key = new RosterConfig.Key(RosterConfig.Key.Attribute.USERID, null);
    RosterConfig.Format format = RosterConfig.Format.NDJSON;
    List<DepartmentReference> departments = List.of(new DepartmentId(1));
    RosterConfig.Exclusions exclude = RosterConfig.Exclusions.NONE;
    boolean looksUp = true;
    boolean tracks = true;
    /** After how many commands the process is killed. */
    int commandsLeft = Integer.MAX_VALUE;

    TrackedFlow(Path folder) {
        this.folder = folder;
        this.store = Store.embedded(folder.resolve("store"), new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        });
    }

    /** The store, with a count of what is staged. */
    private final StateStore counting = counting(
            StateStore.class,
            () -> store(),
            (method, arguments, result) -> result instanceof RosterRepository rosters
                    ? counting(RosterRepository.class, () -> rosters, (called, given, any) -> {
                        if (called.getName().equals("stage")) {
                            staged += ((List<?>) given[1]).size();
                        }
                        return any;
                    })
                    : result);

    private Store store() {
        return store;
    }

    private interface After {
        Object call(Method method, Object[] arguments, Object result);
    }

    private static <T> T counting(Class<T> type, Supplier<Object> target, After after) {
        return type.cast(Proxy.newProxyInstance(
                TrackedFlow.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return after.call(method, arguments, method.invoke(target.get(), arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Path output() {
        return folder.resolve("roster.ndjson");
    }

    Path changesFile() {
        return folder.resolve("changes.ndjson");
    }

    private RosterConfig config() {
        return new RosterConfig(
                new FlowConfig.Common(FLOW, null, true, null),
                "dingtalk",
                looksUp ? "huawei" : null,
                departments,
                true,
                100,
                "zh_CN",
                Map.of(),
                new RosterConfig.Lookup("THIRD_ACCOUNT", key, RosterConfig.Join.ID, 1000),
                output(),
                "roster.ndjson",
                format,
                false,
                maxShrink,
                exclude,
                tracks ? new RosterConfig.Tracking(changesFile()) : null);
    }

    /** A run a day later. @throws Killed if the process is killed before it ends */
    RunResult run() {
        now = now.plus(Duration.ofDays(1));
        return run(DirectoryMarks.NONE);
    }

    /** A run ten seconds later on events about people. */
    RunResult events(String... people) {
        return events(false, people);
    }

    /** @param left whether the events say that the people left */
    RunResult events(boolean left, String... people) {
        Set<PersonId> ids = Stream.of(people).map(PersonId::new).collect(Collectors.toSet());
        return events(new DirectoryMarks(ids, left ? ids : Set.of(), Set.of(), true));
    }

    RunResult events(DirectoryMarks marks) {
        now = now.plusSeconds(10);
        return run(marks);
    }

    private RunResult run(DirectoryMarks marks) {
        RosterRun run = new RosterRun(config(), mode, company, company, company, "CN", "app", () -> now).reading(marks);
        EventPublisher publisher = new EventPublisher(mode, event -> {
            if (event instanceof FlowEvent.RosterChanged changed) {
                events.add(changed.change());
            }
        });
        Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
        try (RosterFile file = new RosterFile(Runnable::run)) {
            Executor executor = new Executor(commands, file, publisher);
            Departments started = run.departments(commands, executor::pumpUntil);
            if (run.hasStarted()) {
                run.write(run.enrich(run.pages(started)));
            }
            RunResult result = run.result();
            publisher.publishRest(result);
            return result;
        }
    }

    /** Kills a run after so many commands; false if it ended before. */
    boolean killedAfter(int commands) {
        commandsLeft = commands;
        try {
            run();
            return false;
        } catch (Killed killed) {
            return true;
        } finally {
            commandsLeft = Integer.MAX_VALUE;
        }
    }

    private final class Executor {
        private final Commands commands;
        private final RosterFile file;
        private final EventPublisher publisher;
        private final Deque<Command.Call<?, ?>> calls = new ArrayDeque<>();

        Executor(Commands commands, RosterFile file, EventPublisher publisher) {
            this.commands = commands;
            this.file = file;
            this.publisher = publisher;
        }

        void pumpUntil(BooleanSupplier condition) {
            execute();
            while (!condition.getAsBoolean()) {
                Command.Call<?, ?> call = calls.poll();
                if (call == null) {
                    throw new AssertionError("the run waits and no call is under way");
                }
                answer(call);
                execute();
            }
        }

        private <I, O> void answer(Command.Call<I, O> call) {
            call.then().accept(company.answer(call.operation(), call.input()));
        }

        private void execute() {
            for (List<Command> drained = commands.drain(); !drained.isEmpty(); drained = commands.drain()) {
                for (Command command : drained) {
                    if (commandsLeft-- <= 0) {
                        throw new Killed();
                    }
                    if (command instanceof Command.Call<?, ?> call) {
                        calls.add(call);
                    } else if (command instanceof Command.StoreQuery<?> query) {
                        query(query);
                    } else if (command instanceof Command.PublishEvent event) {
                        publisher.publish(event.event());
                    } else {
                        write((Command.WriteOutput) command);
                    }
                }
            }
        }

        private <T> void query(Command.StoreQuery<T> query) {
            query.then().accept(query.query().apply(counting));
        }

        private void write(Command.WriteOutput output) {
            try {
                file.write(output);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** When a run last saw a person. */
    Instant lastSeen(String person) {
        return known(person).lastSeen();
    }

    /** The record of a person in the store, as JSON. */
    String record(String person) {
        long number = known(person).number();
        return store.rosters().records(FLOW, List.of(number)).get(number);
    }

    private KnownPerson known(String person) {
        return store.rosters().byId(FLOW, List.of(new PersonId(person))).get(0);
    }

    /** All changes in the store. */
    List<RosterChange> changes() {
        return store.rosters().changes(FLOW, null, 0, Integer.MAX_VALUE).stream()
                .map(StoredChange::change)
                .toList();
    }

    /** The changes since the last call, as {@code kind userId}. */
    List<String> newChanges() {
        List<RosterChange> all = changes();
        List<String> fresh =
                all.subList(seen, all.size()).stream().map(TrackedFlow::inWords).toList();
        seen = all.size();
        return fresh;
    }

    private int seen;

    static String inWords(RosterChange change) {
        return change.kind().word() + " " + change.userId()
                + (change.from().isEmpty() ? "" : " from " + change.from())
                + (change.to().isEmpty() ? "" : " to " + change.to())
                + (change.fields().isEmpty() ? "" : " " + change.fields());
    }

    List<String> linesOfChanges() {
        try {
            return Files.exists(changesFile()) ? Files.readAllLines(changesFile()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
