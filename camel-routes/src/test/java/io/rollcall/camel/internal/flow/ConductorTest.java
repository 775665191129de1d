package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Event;
import io.rollcall.call.Operation;
import io.rollcall.call.OperationName;
import io.rollcall.call.Outcome;
import io.rollcall.call.Rate;
import io.rollcall.call.Reading;
import io.rollcall.call.Token;
import io.rollcall.call.TokenQuestion;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.HandDrivenTime;
import io.rollcall.camel.internal.call.Accounts;
import io.rollcall.camel.internal.call.VendorCalls;
import io.rollcall.camel.internal.file.Output;
import io.rollcall.camel.matrix.NoMemory;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.Errand;
import io.rollcall.flow.internal.Work;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.memory.MemoryException;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.provider.Accepted;
import io.rollcall.provider.Application;
import io.rollcall.provider.Invitations;
import io.rollcall.provider.Provider;
import io.rollcall.report.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A run and its time, driven by hand: what passes while a request is being sent is decided here. One place an hour. */
class ConductorTest {
    private static final URI BASE = URI.create("http://127.0.0.1:1");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final HandDrivenTime time = new HandDrivenTime();
    private final List<String> said = new ArrayList<>();
    private final Accounts accounts = new Accounts();
    private final Vendor vendor = new Vendor();
    private Runnable whileSending = () -> {};
    private int closed;

    private final Conductor conductor = new Conductor(
            accounts,
            new NoMemory(),
            new Output() {
                @Override
                public void write(Work.Write output) {
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
            time,
            LONGEST);

    ConductorTest() {
        Application application =
                new Application("app", vendor, List.of(BASE), List.of(new Rate(1, Duration.ofHours(1))), 0);
        accounts.add(
                application,
                new VendorCalls(
                        (request, action, then) -> {
                            whileSending.run();
                            then.accept(new Event.Answered(HttpResponse.of(200, Map.of(), "")));
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
        public Reading<O> read(I input, HttpResponse response) {
            return Reading.answer(answer);
        }

        @Override
        public boolean metered() {
            return false;
        }
    }

    /** A reading call, for which the token's has to serve, and an action. */
    private final class Vendor implements Provider, Invitations {
        private final Op<TokenQuestion, Token> read = new Op<>(
                "token",
                Operation.Repeat.REPEAT,
                new Token("t", time.instant(), time.instant().plus(LONGEST)));
        private final Op<Invitation, Accepted> act = new Op<>("invite", Operation.Repeat.NEVER, Accepted.ACCEPTED);

        @Override
        public String name() {
            return "dingtalk";
        }

        @Override
        public Operation<TokenQuestion, Token> token() {
            return vendor == null ? read : vendor.read;
        }

        @Override
        public Operation<Invitation, Accepted> invite() {
            return act;
        }
    }

    /** A run that is made up of what it does at its beginning. */
    private final class Run implements Errand {
        private final Consumer<Agenda> beginning;

        Run(Consumer<Agenda> beginning) {
            this.beginning = beginning;
        }

        @Override
        public void begin(Agenda agenda) {
            beginning.accept(agenda);
        }

        @Override
        public void abort(Problem problem) {
            said.add("aborted: " + problem.code());
        }

        @Override
        public void settle(Agenda agenda) {
            agenda.consult(memory -> said.add("settled"), any -> {});
        }
    }

    private void read(Agenda agenda, String name, Runnable then) {
        agenda.ask(vendor.token(), new TokenQuestion(time.instant(), "0"), outcome -> {
            said.add(name + " " + (outcome instanceof Outcome.Done ? "done" : "failed"));
            then.run();
        });
    }

    private void act(Agenda agenda, String name) {
        agenda.ask(
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
        conductor.conduct(new Run(agenda -> read(agenda, "a", () -> {})));
        time.pass(LONGEST.multipliedBy(2));

        assertThat(said).containsExactly("a done");
        assertThat(conductor.isExpired()).isFalse();
        assertThat(time.scheduled()).as("deadlines left").isZero();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void run_whenItsTimeIsOver_asksForNothingMoreAndSettlesWhatItWanted() {
        whileSending = () -> time.pass(LONGEST);
        conductor.conduct(new Run(agenda -> {
            read(agenda, "a", () -> {
                read(agenda, "after", () -> {});
                whileSending = () -> said.add("sent all the same");
                act(agenda, "action");
            });
            read(agenda, "waiting", () -> {});
        }));

        assertThat(said)
                .containsExactlyInAnyOrder(
                        "a done", "waiting failed", "action not done", "aborted: max-duration", "settled");
        assertThat(said).endsWith("aborted: max-duration", "settled");
        assertThat(conductor.isExpired()).isTrue();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void run_whenItIsStopped_isAborted() {
        whileSending = conductor::stop;
        conductor.conduct(new Run(agenda -> read(agenda, "a", () -> said.add("never"))));
        assertThat(said).containsExactly("aborted: stopped", "settled");
    }

    @Test
    void run_whenTheTimerIsGone_isStopped() {
        time.shutdownNow();
        conductor.conduct(new Run(agenda -> said.add("never")));
        assertThat(said).containsExactly("aborted: stopped", "settled");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void run_whenSomethingUnexpectedIsThrown_isAborted() {
        conductor.conduct(new Run(agenda -> read(agenda, "a", () -> {
            throw new NoSuchMethodError("of a library for another version");
        })));
        assertThat(said).containsExactly("a done", "aborted: defect", "settled");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void run_whenItCannotBegin_isAborted() {
        conductor.conduct(new Run(agenda -> {
            throw new StackOverflowError();
        }));
        assertThat(said).containsExactly("aborted: defect", "settled");
    }

    @Test
    void run_whenTheStoreIsLost_isAborted() {
        conductor.conduct(new Run(agenda -> agenda.consult(
                memory -> {
                    throw new MemoryException("lost", new IllegalStateException());
                },
                never -> said.add("never"))));
        assertThat(said).containsExactly("aborted: store", "settled");
    }
}
