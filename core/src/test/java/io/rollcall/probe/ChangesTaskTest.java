package io.rollcall.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.HeapMemory;
import io.rollcall.meeting.World;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.state.Pause;
import io.rollcall.state.StoreException;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.TokenContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recording of changes does to a meeting, wherever it ends. */
class ChangesTaskTest {
    private static final Problem BROKEN = new Problem("store", Fault.Kind.NO_ANSWER, null, null, "The store failed.");

    private final World world = new World();
    private final HeapMemory memory = new HeapMemory();
    private final Facts facts = new Facts();
    private final Recorder recorder = new Recorder(new Anonymizer(new Random(1)), number -> {});
    private int calls;
    private int callsUntilStop = Integer.MAX_VALUE;
    private int callsUntilPause = Integer.MAX_VALUE;
    private Runnable secondCall = () -> {};
    private int commandsUntilFailure = Integer.MAX_VALUE;

    private record Account(World world) implements Provider {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Operation<TokenContext, AccessToken> token() {
            throw new AssertionError("no token is needed");
        }
    }

    private ChangesTask task(String... listed) {
        ConfirmedMeeting confirmed =
                ConfirmedMeeting.of(new MeetingId("c1"), "1 2", "12").orElseThrow();
        return new ChangesTask(
                new Application("test", new Account(world), List.of(), List.of(), 0),
                world,
                new AuditedCall(world, confirmed, recorder),
                confirmed,
                Set.copyOf(List.of(listed).stream().map(UserId::new).toList()),
                recorder,
                facts);
    }

    /** Executes the task, and what undoes it; returns whether no role is left, as the program would report. */
    private boolean execute(ChangesTask task) {
        conduct(task, task);
        if (task.undo().isEmpty()) {
            return true;
        }
        RoleRemoval undo = task.undo().get();
        commandsUntilFailure = Integer.MAX_VALUE;
        conduct(undo, task);
        return undo.isRemoved();
    }

    private void conduct(Task task, ChangesTask stopping) {
        Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
        Deque<Command> work = new ArrayDeque<>();
        try {
            task.begin(commands);
            for (work.addAll(commands.drain()); !work.isEmpty(); work.addAll(commands.drain())) {
                if (commandsUntilFailure-- == 0) {
                    throw new StoreException("The store failed.", null);
                }
                carryOut(work.remove(), stopping);
            }
        } catch (StoreException failed) {
            task.abort(BROKEN);
            commands.drain();
            task.settle(commands);
            commands.drain().forEach(command -> carryOut(command, stopping));
        }
    }

    private void carryOut(Command command, ChangesTask stopping) {
        if (command instanceof Command.Call<?, ?> call) {
            if (calls == 1) {
                secondCall.run();
            }
            if (calls == callsUntilPause) {
                memory.pause(new Pause(null, Instant.EPOCH, null, null));
            }
            if (calls++ == callsUntilStop) {
                stopping.stop();
            }
            call(call);
        } else {
            query((Command.StoreQuery<?>) command);
        }
    }

    private <I, O> void call(Command.Call<I, O> call) {
        call.then()
                .accept(
                        call.paused().test(memory)
                                ? new Outcome.Failed<>(
                                        Fault.Paused.of(call.operation().name()))
                                : world.answer(call.operation(), call.input()));
    }

    private <T> void query(Command.StoreQuery<T> query) {
        query.then().accept(query.query().apply(memory));
    }

    private List<String> changes() {
        return world.calls.stream()
                .filter(call -> call.startsWith("set-co-hosts"))
                .toList();
    }

    @Test
    void changes_areMadeTwice_andUndone_andLeaveNoMemoryOfAPromotion() {
        world.in("c1", "chair", "host").in("c1", "anna");
        ChangesTask task = task();
        assertThat(execute(task)).isTrue();
        assertThat(changes()).hasSize(3);
        assertThat(world.isCoHost("c1", "anna")).isFalse();
        assertThat(memory.audited())
                .containsExactly("promote c1 anna DONE", "promote c1 anna DONE", "remove c1 anna DONE");
        assertThat(memory.remembered(List.of(new UserId("anna")))).isEmpty();
        assertThat(task.notes())
                .singleElement()
                .asString()
                .contains("removed again")
                .doesNotContain("anna");
        assertThat(facts.answers(List.of()).get(Assumptions.TWICE))
                .contains("success")
                .contains("still co-host");
    }

    @Test
    void candidate_hasNoRoleOnAnyDevice_alsoOnALaterPage() {
        world.in("c1", "chair", "host")
                .in("c1", "both")
                .in("c1", "x", Attendance.State.LEFT)
                .in("c1", "both", "coHost")
                .in("c1", "outside", "external")
                .in("c1", "listed");
        ChangesTask task = task("listed");
        assertThat(execute(task)).isTrue();
        assertThat(changes()).isEmpty();
        assertThat(world.isCoHost("c1", "both")).isTrue();
        assertThat(task.notes()).singleElement().asString().startsWith("Nothing was changed");
    }

    @Test
    void candidate_whoseRoleChangedSinceTheList_isLeftAlone() {
        world.in("c1", "anna");
        // promoted by hand when the list has been read
        secondCall = () -> world.in("c1", "anna", "coHost");
        ChangesTask task = task();
        assertThat(execute(task)).isTrue();
        assertThat(changes()).isEmpty();
        assertThat(world.isCoHost("c1", "anna")).isTrue();
        assertThat(task.notes()).singleElement().asString().contains("changed meanwhile");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void stop_atAnyCall_leavesNoRole(int call) {
        world.in("c1", "chair", "host").in("c1", "anna");
        callsUntilStop = call;
        ChangesTask task = task();
        assertThat(execute(task)).isTrue();
        assertThat(world.isCoHost("c1", "anna")).isFalse();
        assertThat(memory.audited()).noneMatch(line -> line.endsWith("null"));
        assertThat(task.notes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void pause_atAnyCall_doesNotKeepTheRole(int call) {
        world.in("c1", "chair", "host").in("c1", "anna");
        callsUntilPause = call;
        assertThat(execute(task())).isTrue();
        assertThat(world.isCoHost("c1", "anna")).isFalse();
        assertThat(facts.answers(List.of()).containsKey(Assumptions.TWICE)).isEqualTo(call > 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
    void storeFault_atAnyCommand_isUndone(int command) {
        world.in("c1", "chair", "host").in("c1", "anna");
        commandsUntilFailure = command;
        assertThat(execute(task())).isTrue();
        assertThat(world.isCoHost("c1", "anna")).isFalse();
        assertThat(memory.audited()).noneMatch(line -> line.endsWith("null"));
    }

    @Test
    void removal_whenTheVendorRefuses_isReportedAsLeft() {
        world.in("c1", "anna")
                .refuse(
                        "set-co-hosts",
                        change -> ((CoHostChange) change).action() == CoHostChange.Action.REMOVE,
                        name -> new Fault.ServerFailed(Fault.Origin.of(name), null, false, "m"),
                        false,
                        9);
        assertThat(execute(task())).isFalse();
        assertThat(world.isCoHost("c1", "anna")).isTrue();
    }

    @Test
    void promotion_whoseOutcomeIsUnknown_isUndone() {
        world.in("c1", "anna")
                .refuse(
                        "set-co-hosts",
                        change -> ((CoHostChange) change).action() == CoHostChange.Action.PROMOTE,
                        name -> new Fault.NoAnswer(Fault.Origin.of(name), false, "m"),
                        true,
                        2);
        assertThat(execute(task())).isTrue();
        assertThat(world.isCoHost("c1", "anna")).isFalse();
        assertThat(memory.audited())
                .containsExactly("promote c1 anna UNKNOWN", "promote c1 anna UNKNOWN", "remove c1 anna DONE");
    }
}
