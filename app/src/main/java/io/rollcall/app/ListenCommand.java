package io.rollcall.app;

import io.rollcall.app.control.Streams;
import io.rollcall.app.control.UsageException;
import io.rollcall.app.text.EventLine;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.watch.EventObserver;
import io.rollcall.config.RollcallConfig;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.report.Problem;
import io.rollcall.state.StreamRepository.Numbered;
import io.rollcall.store.Store;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the events that vendors push. */
@Command(
        name = "listen",
        description = {
            "Opens the event connection of each application with stream=true, prints each event (time, type, ids; no"
                    + " names) and acknowledges it. Runs no flow and changes nothing.",
            "",
            "The vendor's console needs a connected client while it verifies a subscription: run this command, then save"
                    + " the subscription in the console (docs/administrators/events.md).",
            "While another process on the same store holds the connection, this one opens none and shows what that"
                    + " process receives.",
        },
        footer = {
            "",
            "Ends after --seconds or with Ctrl-C.",
            "",
            "Exit code: 0, or 1 if an application has no connection at the end.",
            "",
            "Examples:",
            "  rollcall listen",
            "  rollcall listen --seconds 600 --output json"
        })
final class ListenCommand implements Callable<Integer> {
    private static final Duration STORE_PERIOD = Duration.ofSeconds(1);

    private final Commands global;
    private final Console console;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long to listen, in seconds (default: ${DEFAULT-VALUE}).")
    private int seconds;

    ListenCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        OutputFormat format = global.format();
        if (seconds < 1) {
            throw new UsageException("--seconds must be 1 or more.");
        }
        RollcallConfig config = global.configuration().config();
        List<Application> applications = Streams.of(config);
        if (applications.isEmpty()) {
            throw new UsageException(howToHaveEvents(config));
        }
        Printer printer = new Printer(format, config.timezone());
        Streams streams = printer.streams(config);
        try (Engine engine = Engine.start(config, FlowListener.NONE, global.calls())) {
            ShutdownHook.onSignal(engine::close);
            printer.startAt(engine.store(), applications);
            try (EventObserver.Observation listening = engine.rollcall().observe(streams)) {
                listen(engine.store(), applications, streams, printer);
            }
        }
        return failures(applications, streams) == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String howToHaveEvents(RollcallConfig config) {
        String keys = config.applications().values().stream()
                .filter(application ->
                        application.provider().capability(EventStream.class).isPresent())
                .map(application -> application.keys() + "stream=true")
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
        return keys.isEmpty()
                ? "No application is configured whose vendor pushes events. Configure a DingTalk application, and set"
                        + " rollcall.dingtalk.stream=true."
                : "No application receives events. Set " + keys
                        + ", and choose the events in the vendor's console (docs/administrators/events.md).";
    }

    private void listen(Store store, List<Application> applications, Streams streams, Printer printer)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end && !streams.areAllRefused()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            // the events that another process receives are seen only in the store
            Thread.sleep(Math.max(1, Math.min(left, STORE_PERIOD.toMillis())));
            for (Application application : applications) {
                if (streams.state(application.name()).holder() != null) {
                    printer.printStored(store, application);
                }
            }
        }
    }

    private static long failures(List<Application> applications, Streams streams) {
        return applications.stream()
                .map(application -> streams.state(application.name()))
                .filter(state -> state.problem() != null)
                .count();
    }

    /** Prints events as they come, and what a person must know to standard error. */
    private final class Printer {
        private final OutputFormat format;
        private final ZoneId zone;
        /** The last event of an application in the store that was printed or is not to be. */
        private final Map<String, Long> printed = new HashMap<>();

        Printer(OutputFormat format, ZoneId zone) {
            this.format = format;
            this.zone = zone;
        }

        Streams streams(RollcallConfig config) {
            return new Streams(config, this::print) {
                @Override
                public void live(String account) {
                    super.live(account);
                    console.error("Connected: the events of " + account + " come here.");
                }

                @Override
                public void problem(String account, Problem problem) {
                    super.problem(account, problem);
                    console.error("No events of " + account + ": " + problem.message());
                }

                @Override
                public void waiting(String account, String holder) {
                    super.waiting(account, holder);
                    console.error("The events of " + account + " come to " + holder
                            + " on the same store. This command opens no connection, and shows what that process"
                            + " receives.");
                }
            };
        }

        private void print(String account, ReceivedEvent event) {
            console.report(
                    format == OutputFormat.JSON
                            ? EventLine.json(account, event)
                            : EventLine.text(account, event, zone));
        }

        /** Events of the store that came before are not printed. */
        void startAt(Store store, List<Application> applications) {
            applications.forEach(application -> stored(store, application));
        }

        void printStored(Store store, Application application) {
            stored(store, application).forEach(event -> print(application.name(), event.event()));
        }

        private List<Numbered> stored(Store store, Application application) {
            List<Numbered> events = store.stream()
                    .eventsAfter(application.id(), printed.getOrDefault(application.id(), 0L), Instant.now());
            if (!events.isEmpty()) {
                printed.put(application.id(), events.get(events.size() - 1).number());
            }
            return events;
        }
    }
}
