package io.rollcall.flow.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Fault;
import io.rollcall.call.Operation;
import io.rollcall.call.OperationName;
import io.rollcall.call.Reading;
import io.rollcall.call.Token;
import io.rollcall.call.TokenQuestion;
import io.rollcall.config.FlowConfig;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.Work;
import io.rollcall.flow.internal.meetings.Faults;
import io.rollcall.flow.internal.meetings.HeapMemory;
import io.rollcall.flow.internal.meetings.World;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.UserId;
import io.rollcall.provider.Application;
import io.rollcall.provider.Provider;
import io.rollcall.report.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckRunTest {
    private static final OperationName TOKEN = new OperationName("test", "token");

    private final World world = new World().in("m1", "UN1", "host").in("m1", "UN2");
    private Optional<Fault> tokenFault = Optional.empty();

    @Test
    void everyReadIsTried_once_andNothingIsChanged() {
        CheckRun run = conduct(coHost("board", "UN1"), coHost("second", "UN2"), invite("duty", "UN1"));

        assertThat(said(run))
                .containsExactly(
                        "store ok null [board, second, duty]",
                        "test.token ok null []",
                        "test.ongoing-meetings ok user UN1 [board, second, duty]",
                        "test.members ok meeting m1 [duty]",
                        "test.set-co-hosts not-testable null [board, second]",
                        "test.invite not-testable null [duty]");
        assertThat(world.calls).hasSize(2);
        assertThat(world.rings).isEmpty();
    }

    @Test
    void withoutToken_nothingElseIsAsked() {
        tokenFault = Optional.of(new Fault.TokenRejected(Fault.Origin.of(TOKEN), "Check the secret."));

        CheckRun run = conduct(coHost("board", "UN1"), invite("duty", "UN1"));

        assertThat(said(run))
                .contains(
                        "test.token failed null []",
                        "test.ongoing-meetings not-tried user UN1 [board, duty]",
                        "test.members not-tried null [duty]");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void aFailedRead_leavesTheOthersTried_andCarriesTheRemedy() {
        world.refuse("ongoing-meetings", Faults::permission);

        CheckRun run = conduct(coHost("board", "UN1"), invite("duty", "UN1"));

        assertThat(said(run)).contains("test.members not-testable null [duty]");
        assertThat(run.lines())
                .filteredOn(line -> line.check().equals("test.ongoing-meetings"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.result().word()).isEqualTo("failed");
                    assertThat(line.fault()).isEqualTo(Fault.Kind.PERMISSION);
                    assertThat(line.code()).isEqualTo("noPermission");
                    assertThat(line.requestId()).isEqualTo("r4");
                    assertThat(line.message()).isEqualTo("Grant it.");
                });
    }

    @Test
    void brokenOffForTheStore_saysSo_andEveryOpenCallIsNotTried() {
        CheckRun run = run(coHost("board", "UN1"), invite("duty", "UN1"));
        Agenda agenda = new Agenda();
        run.begin(agenda);
        agenda.drain();
        run.abort(new Problem("store", Fault.Kind.NO_ANSWER, "store", null, "Make it writable."));

        assertThat(agenda.drain()).isEmpty();
        assertThat(said(run)).startsWith("store failed null [board, duty]");
        assertThat(said(run)).contains("test.ongoing-meetings not-tried user UN1 [board, duty]");
    }

    private CheckRun run(FlowConfig... flows) {
        Application application = new Application("test:1", new TestProvider(), List.of(), List.of(), 0);
        Map<String, List<UserId>> listed = new java.util.HashMap<>();
        for (FlowConfig flow : flows) {
            if (flow instanceof FlowConfig.CoHost coHost) {
                listed.put(flow.name(), coHost.users());
            }
        }
        return new CheckRun(Map.of("test", application), List.of(flows), listed, List.of(), () -> Instant.EPOCH);
    }

    private CheckRun conduct(FlowConfig... flows) {
        CheckRun run = run(flows);
        Agenda agenda = new Agenda();
        run.begin(agenda);
        for (List<Work> work = agenda.drain(); !work.isEmpty(); work = agenda.drain()) {
            work.forEach(this::carryOut);
        }
        return run;
    }

    private void carryOut(Work work) {
        if (work instanceof Work.Ask<?, ?> ask) {
            ask(ask);
        } else if (work instanceof Work.GetToken token) {
            token.then().accept(tokenFault);
        } else if (work instanceof Work.Consult<?> consult) {
            consult(consult);
        } else {
            throw new AssertionError("a check writes nothing");
        }
    }

    private <I, O> void ask(Work.Ask<I, O> ask) {
        ask.then().accept(world.answer(ask.operation(), ask.input()));
    }

    private static <T> void consult(Work.Consult<T> consult) {
        consult.then().accept(consult.question().apply(new HeapMemory()));
    }

    private static List<String> said(CheckRun run) {
        return run.lines().stream()
                .map(line -> line.check() + " " + line.result().word() + " " + line.subject() + " " + line.flows())
                .toList();
    }

    private static FlowConfig coHost(String name, String user) {
        return new FlowConfig.CoHost(
                new FlowConfig.Common(name, null, true, null),
                "test",
                List.of(new UserId(user)),
                null,
                FlowConfig.CoHost.Look.USERS,
                false,
                false,
                false,
                100,
                false);
    }

    private static FlowConfig invite(String name, String watched) {
        return new FlowConfig.Invite(
                new FlowConfig.Common(name, null, true, null),
                "test",
                List.of(new UserId(watched)),
                List.of(),
                null,
                null,
                20,
                false);
    }

    /** The world as a vendor. */
    private final class TestProvider implements Provider {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public <C> Optional<C> capability(Class<C> type) {
            return type.isInstance(world) ? Optional.of(type.cast(world)) : Optional.empty();
        }

        @Override
        public Operation<TokenQuestion, Token> token() {
            return new Operation<>() {
                @Override
                public OperationName name() {
                    return TOKEN;
                }

                @Override
                public HttpRequest request(TokenQuestion input) {
                    throw new AssertionError("the hands get tokens");
                }

                @Override
                public Reading<Token> read(TokenQuestion input, HttpResponse response) {
                    throw new AssertionError("the hands get tokens");
                }

                @Override
                public Repeat afterUnknownOutcome() {
                    return Repeat.REPEAT;
                }

                @Override
                public boolean metered() {
                    return false;
                }
            };
        }
    }
}
