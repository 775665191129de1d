package io.rollcall.reference;

import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.Environment;
import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.DepartmentId;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.Vendor;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a vendor's adapter makes of answers that have no code which it knows: asked of a reading call, not copied. */
public final class VendorAnswers {
    private static final String HTML = "<html><body>Please log in</body></html>";

    private static final String OTHER = "HTTP 200 with other JSON than was asked for";

    private VendorAnswers() {}

    /** The faults by what the vendor's server answered, in words; answers that are no fault are left out. */
    public static Map<String, Fault> faults(Vendor vendor) {
        Function<HttpResponse, ParsedResponse<?>> reader = reader(provider(vendor));
        Map<String, HttpResponse> answers = new LinkedHashMap<>();
        answers.put("HTTP 3xx", HttpResponse.of(302, Map.of("Location", "https://example.com/"), ""));
        for (int status : new int[] {401, 403, 408, 412, 423, 429}) {
            answers.put("HTTP " + status, HttpResponse.of(status, Map.of(), "{}"));
        }
        answers.put("any other HTTP 4xx", HttpResponse.of(418, Map.of(), "{}"));
        answers.put("HTTP 5xx", HttpResponse.of(500, Map.of(), "{}"));
        answers.put("a page of HTML below HTTP 500", HttpResponse.of(200, Map.of("Content-Type", "text/html"), HTML));
        answers.put("HTTP 200, empty", HttpResponse.of(200, Map.of(), ""));
        answers.put("HTTP 200, no JSON", HttpResponse.of(200, Map.of(), "OK"));
        answers.put("`punish` in the body", HttpResponse.of(200, Map.of(), "{\"punish\":\"deny\",\"status\":1111}"));
        answers.put("HTTP 200, an unknown `code`", HttpResponse.of(200, Map.of(), "{\"code\":\"brandNew\"}"));
        answers.put("HTTP 200, an unknown `errcode`", HttpResponse.of(200, Map.of(), "{\"errcode\":7654321}"));
        answers.put(
                "HTTP 200, an unknown `error_code`", HttpResponse.of(200, Map.of(), "{\"error_code\":\"brandNew\"}"));
        answers.put(OTHER, HttpResponse.of(200, Map.of(), "{\"nothing\":\"known\"}"));
        Map<String, Fault> faults = new LinkedHashMap<>();
        answers.forEach((words, answer) -> {
            if (reader.apply(answer) instanceof ParsedResponse.Refusal<?> refusal) {
                faults.put(words, refusal.fault());
            }
        });
        // the other vendors' forms of errors mean nothing here: they are JSON like any other
        Optional.ofNullable(faults.get(OTHER)).map(Fault::remedy).ifPresent(other -> faults.entrySet()
                .removeIf(fault -> !fault.getKey().equals(OTHER)
                        && fault.getValue().remedy().equals(other)));
        return faults;
    }

    private static Provider provider(Vendor vendor) {
        return application(vendor).provider();
    }

    /** An application of the vendor, of the kind that needs all credentials. */
    public static Application application(Vendor vendor) {
        StringBuilder properties = new StringBuilder();
        vendor.credentials()
                .forEach(setting ->
                        properties.append(vendor.settings().key(setting)).append("=x\n"));
        // the kind of application that needs everything that is given above
        if (vendor.settings().settings().stream()
                .anyMatch(setting -> setting.name().equals("app-type"))) {
            properties.append(vendor.settings().prefix()).append("app-type=third-party\n");
        }
        ConfigurationSources sources = new ConfigurationSources(
                List.of(ConfigurationSources.File.properties("made up", null, properties.toString())),
                Map.of(),
                List.of());
        RollcallConfig config = RollcallConfig.parse(sources, List.of(vendor), new Nowhere());
        return Objects.requireNonNull(config.applications().get(vendor.name()));
    }

    private static Function<HttpResponse, ParsedResponse<?>> reader(Provider provider) {
        return provider.capability(DepartmentDirectory.class)
                .<Function<HttpResponse, ParsedResponse<?>>>map(
                        directory -> reader(directory.subDepartmentIds(), new DepartmentId(1)))
                .or(() -> provider.capability(UserLookup.class)
                        .map(lookup -> reader(
                                lookup.details(),
                                new UserLookup.Question(lookup.idTypes().get(0), List.of("somebody")))))
                .or(() -> provider.capability(OngoingMeetings.class)
                        .map(meetings -> reader(meetings.organizationMeetings(), OngoingMeetings.Cursor.FIRST)))
                .orElseThrow();
    }

    private static <I, O> Function<HttpResponse, ParsedResponse<?>> reader(Operation<I, O> operation, I input) {
        return response -> operation.read(input, response);
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
            return true;
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
