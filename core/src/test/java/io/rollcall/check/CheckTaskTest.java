package io.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.cohost.CoHostConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.PlanContext;
import io.rollcall.flow.RunContext;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.invite.InviteConfig;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.HeapMemory;
import io.rollcall.meeting.World;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.TokenContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTaskTest {
    private static final OperationName TOKEN = new OperationName("test", "token");

    private final World world = new World().in("m1", "UN1", "host").in("m1", "UN2");
    private Optional<Fault> tokenFault = Optional.empty();

    @Test
    void everyReadIsTried_once_andNothingIsChanged() {
        CheckTask run = conduct(coHost("board", "UN1"), coHost("second", "UN2"), invite("duty", "UN1"));

        assertThat(said(run))
                .containsExactly(
                        "store ok null [board, second, duty]",
                        "test.token ok null []",
                        "test.ongoing-meetings ok user UN1 [board, second, duty]",
                        "test.members ok meeting m1 [duty]",
                        "test.set-co-hosts not-testable null [board, second]",
                        "test.invite not-testable null [duty]");
        assertThat(world.calls).hasSize(2);
        assertThat(world.invited).isEmpty();
    }

    @Test
    void withoutToken_nothingElseIsAsked() {
        tokenFault = Optional.of(new Fault.TokenRejected(Fault.Origin.of(TOKEN), "Check the secret."));

        CheckTask run = conduct(coHost("board", "UN1"), invite("duty", "UN1"));

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

        CheckTask run = conduct(coHost("board", "UN1"), invite("duty", "UN1"));

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
        CheckTask run = run(coHost("board", "UN1"), invite("duty", "UN1"));
        Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
        run.begin(commands);
        commands.drain();
        run.abort(new Problem("store", Fault.Kind.NO_ANSWER, "store", null, "Make it writable."));

        assertThat(commands.drain()).isEmpty();
        assertThat(said(run)).startsWith("store failed null [board, duty]");
        assertThat(said(run)).contains("test.ongoing-meetings not-tried user UN1 [board, duty]");
    }

    private CheckTask run(FlowConfig... flows) {
        Application application = new Application("test:1", new TestProvider(), List.of(), List.of(), 0);
        Probes probes = new Probes();
        RunContext context = new PlanContext(Map.of("test", application), List.of(flows));
        for (FlowConfig flow : flows) {
            flow.addProbes(context, probes);
        }
        return new CheckTask(
                Map.of("test", application),
                account -> account,
                List.of(flows).stream().map(FlowConfig::name).toList(),
                probes,
                () -> Instant.EPOCH);
    }

    private CheckTask conduct(FlowConfig... flows) {
        CheckTask run = run(flows);
        Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
        run.begin(commands);
        for (List<Command> work = commands.drain(); !work.isEmpty(); work = commands.drain()) {
            work.forEach(this::carryOut);
        }
        return run;
    }

    private void carryOut(Command work) {
        if (work instanceof Command.Call<?, ?> ask) {
            ask(ask);
        } else if (work instanceof Command.FetchToken token) {
            token.then().accept(tokenFault);
        } else if (work instanceof Command.StoreQuery<?> consult) {
            consult(consult);
        } else {
            throw new AssertionError("a check writes nothing");
        }
    }

    private <I, O> void ask(Command.Call<I, O> ask) {
        ask.then().accept(world.answer(ask.operation(), ask.input()));
    }

    private static <T> void consult(Command.StoreQuery<T> consult) {
        consult.then().accept(consult.query().apply(new HeapMemory()));
    }

    private static List<String> said(CheckTask run) {
        return run.lines().stream()
                .map(line -> line.check() + " " + line.result().word() + " " + line.subject() + " " + line.flows())
                .toList();
    }

    private static FlowConfig coHost(String name, String user) {
        return new CoHostConfig(
                new FlowConfig.Common(name, null, true, null),
                "test",
                List.of(new UserId(user)),
                null,
                CoHostConfig.Look.USERS,
                false,
                false,
                false,
                100,
                false);
    }

    private static FlowConfig invite(String name, String watched) {
        return new InviteConfig(
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
        public Operation<TokenContext, AccessToken> token() {
            return new Operation<>() {
                @Override
                public OperationName name() {
                    return TOKEN;
                }

                @Override
                public HttpRequest request(TokenContext input) {
                    throw new AssertionError("the hands get tokens");
                }

                @Override
                public ParsedResponse<AccessToken> read(TokenContext input, HttpResponse response) {
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
