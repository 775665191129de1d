package io.rollcall.probe;

import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.Environment;
import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.dingtalk.DingTalkVendor;
import io.rollcall.vendor.huawei.HuaweiVendor;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Executes tasks of a recording: requests and answers are those of the real operations, and only the bytes are made up. */
final class Wire {
    /** The time of day of every call. */
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00.345Z");

    /** Host, path, query and body of each request. */
    final List<String> requests = new ArrayList<>();

    private final RollcallConfig config;
    private final Function<HttpRequest, HttpResponse> vendors;

    Wire(RollcallConfig config, Function<HttpRequest, HttpResponse> vendors) {
        this.config = config;
        this.vendors = vendors;
    }

    static RollcallConfig config(String properties) {
        ConfigurationSources sources = new ConfigurationSources(
                List.of(ConfigurationSources.File.properties("made up", null, properties)), Map.of(), List.of());
        return RollcallConfig.parse(sources, List.of(new DingTalkVendor(), new HuaweiVendor()), new Nowhere());
    }

    /** Executes a task that asks no store. */
    void execute(Task task) {
        Commands commands = new Commands(InstantSource.fixed(NOW));
        Deque<Command> work = new ArrayDeque<>();
        task.begin(commands);
        for (work.addAll(commands.drain()); !work.isEmpty(); work.addAll(commands.drain())) {
            Command next = work.remove();
            if (next instanceof Command.Call<?, ?> call) {
                call(call);
            } else if (next instanceof Command.FetchToken fetch) {
                Operation<TokenContext, AccessToken> token = Objects.requireNonNull(
                                config.applications().get(fetch.account()))
                        .provider()
                        .token();
                outcome(token, new TokenContext(NOW, "0".repeat(32)));
                fetch.then().accept(Optional.empty());
            } else {
                throw new AssertionError("a recording does nothing else: " + next);
            }
        }
    }

    private <I, O> void call(Command.Call<I, O> call) {
        call.then().accept(outcome(call.operation(), call.input()));
    }

    private <I, O> Outcome<O> outcome(Operation<I, O> operation, I input) {
        HttpRequest request = operation.request(input);
        requests.add(request.base().getHost() + " " + request.path() + " " + request.rawQuery() + " " + request.body());
        ParsedResponse<O> parsed = operation.read(input, vendors.apply(request));
        return parsed instanceof ParsedResponse.Answer<O> answer
                ? new Outcome.Done<>(answer.value(), null, answer.skipped())
                : new Outcome.Failed<>(((ParsedResponse.Refusal<O>) parsed).fault());
    }

    /** A machine without files. */
    private static final class Nowhere implements Environment {
        @Override
        public Path workingDirectory() {
            return Path.of("").toAbsolutePath();
        }

        @Override
        public ZoneId timezone() {
            return ZoneId.of("UTC");
        }

        @Override
        public String read(Path file) {
            return "";
        }

        @Override
        public boolean isDirectory(Path path) {
            return !path.toString().contains(".");
        }

        @Override
        public boolean isWritable(Path directory) {
            return true;
        }

        @Override
        public Optional<String> cronProblem(String expression) {
            return Optional.empty();
        }
    }
}
