package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rollcall.call.CallCount;
import io.rollcall.call.CallEvent;
import io.rollcall.call.Clocks;
import io.rollcall.camel.HandDrivenTime;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.CallExecutor;
import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.camel.matrix.NoMemory;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.report.Problem;
import io.rollcall.state.StoreException;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.task.StepException;
import io.rollcall.task.Task;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Rate;
import io.rollcall.vendor.TokenContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A run and its time, driven by hand: the test decides what happens while a request is being sent. One permit an hour. */
class TaskExecutorTest {
    private static final URI BASE = URI.create("http://127.0.0.1:1");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final HandDrivenTime time = new HandDrivenTime();
    private final List<String> said = new ArrayList<>();
    private final AccountRegistry accounts = new AccountRegistry();
    private final Vendor vendor = new Vendor();
    private Runnable whileSending = () -> {};
    private int closed;

    private final TaskExecutor executor = new TaskExecutor(
            accounts,
            new NoMemory(),
            new OutputWriter() {
                @Override
                public void write(Command.WriteOutput output) {
                    throw new IllegalStateException("nothing is written here");
                }

                @Override
                public void close() {
                    closed++;
                }
            },
            new CallCount(),
            () -> {},
            event -> {},
            (application, update) -> {},
            time,
            time,
            LONGEST);

    TaskExecutorTest() {
        Application application =
                new Application("app", vendor, List.of(BASE), List.of(new Rate(1, Duration.ofHours(1))), 0);
        accounts.add(
                application,
                new CallExecutor(
                        (request, action, then) -> {
                            whileSending.run();
                            then.accept(new CallEvent.Answered(HttpResponse.of(200, Map.of(), "")));
                        },
                        application,
                        new NoMemory(),
                        Duration.ofSeconds(10),
                        new Clocks(time, time),
                        time,
                        new HandDrivenTime() {
                            @Override
                            public void execute(Runnable task) {
                                task.run();
                            }
                        },
                        CallListener.NONE));
    }

    private record Op<I, O>(String call, Repeat afterUnknownOutcome, O answer) implements Operation<I, O> {
        @Override
        public OperationName name() {
            return new OperationName("dingtalk", call);
        }

        @Override
        public HttpRequest request(I input) {
            return new HttpRequest(
                    HttpRequest.Method.GET, BASE, "/x", List.of(), List.of(), null, HttpRequest.TokenPlace.NONE);
        }

        @Override
        public ParsedResponse<O> read(I input, HttpResponse response) {
            return ParsedResponse.answer(answer);
        }

        @Override
        public boolean metered() {
            return false;
        }
    }

    /** A reading call, for which the token's has to serve, and an action. */
    private final class Vendor implements Provider, Invitations {
        private final Op<TokenContext, AccessToken> read = new Op<>(
                "token",
                Operation.Repeat.REPEAT,
                new AccessToken("t", time.instant(), time.instant().plus(LONGEST)));
        private final Op<Invitation, Accepted> act = new Op<>("invite", Operation.Repeat.NEVER, Accepted.ACCEPTED);

        @Override
        public String name() {
            return "dingtalk";
        }

        @Override
        public Operation<TokenContext, AccessToken> token() {
            return vendor == null ? read : vendor.read;
        }

        @Override
        public Operation<Invitation, Accepted> invite() {
            return act;
        }
    }

    /** A run that is made up of what it does at its beginning. */
    private final class Run implements Task {
        private final Consumer<Commands> beginning;

        Run(Consumer<Commands> beginning) {
            this.beginning = beginning;
        }

        @Override
        public void begin(Commands commands) {
            beginning.accept(commands);
        }

        @Override
        public void abort(Problem problem) {
            said.add("aborted: " + problem.code());
        }

        @Override
        public void settle(Commands commands) {
            commands.query(store -> said.add("settled"), any -> {});
        }
    }

    private void read(Commands commands, String name, Runnable then) {
        commands.call(vendor.token(), new TokenContext(time.instant(), "0"), outcome -> {
            said.add(name + " " + (outcome instanceof Outcome.Done ? "done" : "failed"));
            then.run();
        });
    }

    private void act(Commands commands, String name) {
        commands.call(
                vendor.invite(),
                new Invitation(
                        new MeetingId("m"),
                        null,
                        List.of(new Invitee.Phone(new PhoneNumber("+8613800138000"), "Duty officer"))),
                outcome -> said.add(name
                        + (outcome instanceof Outcome.Failed<Accepted> failed
                                        && failed.fault().certainlyNotDone()
                                ? " not done"
                                : " done")));
    }

    @Test
    void run_whenItIsWithinItsTime_ends() {
        executor.conduct(new Run(commands -> read(commands, "a", () -> {})));
        time.pass(LONGEST.multipliedBy(2));

        assertThat(said).containsExactly("a done");
        assertThat(executor.isExpired()).isFalse();
        assertThat(time.scheduled()).as("deadlines left").isZero();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void run_whenItsTimeIsOver_asksForNothingMoreAndSettlesWhatItWanted() {
        whileSending = () -> time.pass(LONGEST);
        executor.conduct(new Run(commands -> {
            read(commands, "a", () -> {
                read(commands, "after", () -> {});
                whileSending = () -> said.add("sent all the same");
                act(commands, "action");
            });
            read(commands, "waiting", () -> {});
        }));

        assertThat(said)
                .containsExactlyInAnyOrder(
                        "a done", "waiting failed", "action not done", "aborted: max-duration", "settled");
        assertThat(said).endsWith("aborted: max-duration", "settled");
        assertThat(executor.isExpired()).isTrue();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void run_whenItIsStopped_isAborted() {
        whileSending = executor::stop;
        executor.conduct(new Run(commands -> read(commands, "a", () -> said.add("never"))));
        assertThat(said).containsExactly("aborted: stopped", "settled");
    }

    @Test
    void run_whenTheTimerIsGone_isStopped() {
        time.shutdownNow();
        executor.conduct(new Run(commands -> said.add("never")));
        assertThat(said).containsExactly("aborted: stopped", "settled");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void run_whenSomethingUnexpectedIsThrown_isAborted() {
        executor.conduct(new Run(commands -> read(commands, "a", () -> {
            throw new NoSuchMethodError("of a library for another version");
        })));
        assertThat(said).containsExactly("a done", "aborted: defect", "settled");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void run_whenItCannotBegin_isAborted() {
        executor.conduct(new Run(commands -> {
            throw new StackOverflowError();
        }));
        assertThat(said).containsExactly("aborted: defect", "settled");
    }

    @Test
    void run_whenTheStoreIsLost_isAborted() {
        executor.conduct(new Run(commands -> commands.query(
                store -> {
                    throw new StoreException("lost", new IllegalStateException());
                },
                never -> said.add("never"))));
        assertThat(said).containsExactly("aborted: store", "settled");
    }

    @Test
    void pumpUntil_whenTheConditionHolds_returnsAndLetsOtherCallsContinue() {
        executor.open();
        read(executor.commands(), "a", () -> {});
        read(executor.commands(), "waiting", () -> {});

        executor.pumpUntil(() -> said.contains("a done"));
        assertThat(said).containsExactly("a done");

        time.pass(LONGEST);
        Throwable expired = catchThrowable(() -> executor.pumpUntil(() -> said.contains("never")));
        assertThat(executor.problem(expired).code()).isEqualTo("max-duration");
        assertThat(said).containsExactly("a done", "waiting failed");
    }

    @Test
    void pumpUntil_whenTheConditionHoldsAlready_executesTheCommands() {
        executor.open();
        executor.commands().query(store -> said.add("queried"), added -> said.add("continued"));

        executor.pumpUntil(() -> true);

        assertThat(said).containsExactly("queried", "continued");
    }

    @Test
    void pumpUntil_whenTheTimeEndsBetweenSteps_throwsAtTheNextStep() {
        executor.open();
        executor.pumpUntil(() -> true);

        time.pass(LONGEST);
        Throwable expired = catchThrowable(() -> executor.pumpUntil(() -> false));

        assertThat(executor.problem(expired).code()).isEqualTo("max-duration");
        assertThat(executor.isExpired()).isTrue();
        executor.close();
        assertThat(time.scheduled()).as("the grace of the calls under way").isEqualTo(1);
    }

    @Test
    void pumpUntil_whenStoppedBetweenSteps_throwsAtTheNextStepAndAtEachLaterOne() {
        executor.open();
        executor.stop();

        Throwable stopped = catchThrowable(() -> executor.pumpUntil(() -> false));
        assertThat(executor.problem(stopped)).isEqualTo(RunProblems.STOPPED);
        assertThatThrownBy(() -> executor.pumpUntil(() -> true)).isSameAs(stopped);
    }

    @Test
    void problem_whenAStepHidesTheReason_isStillTheFirstOne() {
        executor.open();
        executor.commands()
                .query(
                        store -> {
                            throw new StoreException("lost", new IllegalStateException());
                        },
                        never -> said.add("never"));
        assertThatThrownBy(() -> executor.pumpUntil(() -> true)).isInstanceOf(StoreException.class);

        assertThat(executor.problem(new StepException("A step failed.")).code()).isEqualTo("store");
    }

    @Test
    void pumpUntil_whenNoCallIsUnderWay_doesNotWaitForEver() {
        executor.open();
        assertThatThrownBy(() -> executor.pumpUntil(() -> false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pumpUntil_whenCalledFromWithinItself_throwsAndStaysUsable() {
        executor.open();
        List<Throwable> within = new ArrayList<>();
        read(executor.commands(), "a", () -> within.add(catchThrowable(() -> executor.pumpUntil(() -> true))));

        executor.pumpUntil(() -> said.contains("a done") && !within.isEmpty());

        assertThat(within).singleElement().isInstanceOf(IllegalStateException.class);
        executor.pumpUntil(() -> true);
    }

    @Test
    void pumpUntil_whenAnotherThreadPumps_throwsThere() throws Exception {
        executor.open();
        List<Throwable> there = new ArrayList<>();
        executor.pumpUntil(() -> {
            Thread other = new Thread(() -> there.add(catchThrowable(() -> executor.pumpUntil(() -> true))));
            other.start();
            try {
                other.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return true;
        });

        assertThat(there).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void problem_whenTheRouteEnds_isThatOfTheStepOrOfTheRunOrOtherwiseTheGivenOne() {
        executor.open();
        Problem route = new Problem("flow", Fault.Kind.SERVER, "route", null, "The route ended.");

        assertThat(executor.problem(new IllegalStateException(), route)).isSameAs(route);
        assertThat(executor.problem(null, route)).isSameAs(route);
        assertThat(executor.problem(new IllegalStateException(new StepException("A step failed.")), route)
                        .code())
                .isEqualTo("step");
        executor.stop();
        Throwable stopped = catchThrowable(() -> executor.pumpUntil(() -> false));
        assertThat(executor.problem(stopped, route)).isEqualTo(RunProblems.STOPPED);
        assertThat(executor.problem(null, route)).isEqualTo(RunProblems.STOPPED);
    }

    @Test
    void pumpUntil_whenClosed_throws() {
        executor.open();
        executor.close();

        assertThatThrownBy(() -> executor.pumpUntil(() -> true)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void pumpUntil_whenTheTimeHasEndedAndNothingIsAwaited_throwsToo() {
        executor.open();
        time.pass(LONGEST);

        Throwable expired = catchThrowable(() -> executor.pumpUntil(() -> true));

        assertThat(executor.problem(expired).code()).isEqualTo("max-duration");
        assertThat(executor.failure()).get().extracting(Problem::code).isEqualTo("max-duration");
    }
}
