package io.rollcall.app.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.budget.BillingMonth;
import io.rollcall.camel.watch.ChannelMonitor;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.state.StreamRepository;
import io.rollcall.state.StreamRepository.PushedType;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.vendor.Application;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What runs where, and which events came. Thread-safe; reads the store. */
public final class SetupOverview {
    private static final Duration DAY = Duration.ofDays(1);

    private final RunningProgram program;
    private final BackgroundCheck check;

    public SetupOverview(RunningProgram program, BackgroundCheck check) {
        this.program = program;
        this.check = check;
    }

    /** The set-up. @param os the operating system */
    @DocumentedJson
    @JsonPropertyOrder({"version", "java", "os", "started", "files", "streams", "check"})
    public record Setup(
            String version,
            String java,
            String os,
            @JsonSerialize(using = UtcTime.class) Instant started,
            Files files,
            List<EventConnection> streams,
            BackgroundCheck.State check,
            List<MessageChannel> channels) {
        public Setup {
            streams = List.copyOf(streams);
            channels = List.copyOf(channels);
        }
    }

    /**
     * Where things lie.
     *
     * @param store the directory, or the address without a secret
     * @param log null for standard error
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Files(List<String> configuration, String store, @Nullable String log) {
        public Files {
            configuration = List.copyOf(configuration);
        }
    }

    /**
     * The connection over which an account's events come.
     *
     * @param message what is wrong and what to do; null for nothing
     * @param events when the last event of each type came in the last day, by the vendor's name of the type
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EventConnection(
            String account, String state, @Nullable String message, SortedMap<String, String> events) {}

    /**
     * A channel for messages to people.
     *
     * @param since when it began to work, or to fail
     * @param until the first time at which a message is sent again; null if one is sent at any time
     * @param deliveredAt when the last message arrived; null if none did
     * @param waiting whether a message waits to be sent
     * @param message what is wrong and what to do; null for nothing
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MessageChannel(
            String channel,
            String kind,
            String state,
            @JsonSerialize(using = UtcTime.class) Instant since,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant until,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant deliveredAt,
            boolean waiting,
            @Nullable String code,
            @Nullable String message) {
        static MessageChannel of(ChannelMonitor.Standing standing) {
            ChannelStatus status = standing.status();
            return new MessageChannel(
                    status.channel(),
                    standing.kind(),
                    status.state().word(),
                    status.since(),
                    status.until(),
                    status.deliveredAt(),
                    standing.waiting(),
                    status.code(),
                    status.remedy());
        }
    }

    /** The set-up now. */
    public Setup setup() {
        Path log = program.config().log().file();
        return new Setup(
                program.about().version(),
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                program.about().startedAt(),
                new Files(program.about().configuration(), program.store().name(), log == null ? null : log.toString()),
                program.rollcall().health().streams().standings().stream()
                        .map(this::connection)
                        .toList(),
                check.state(),
                program.rollcall().health().channels().standings().stream()
                        .map(MessageChannel::of)
                        .toList());
    }

    private EventConnection connection(StreamMonitor.Standing stream) {
        Application application = program.config().applications().get(stream.account());
        return new EventConnection(
                stream.account(),
                stream.connection().word(),
                stream.fault().orElse(null),
                application == null ? new TreeMap<>() : events(application, program.now()));
    }

    private SortedMap<String, String> events(Application application, Instant now) {
        SortedMap<String, String> events = new TreeMap<>();
        Stream.of(now.minus(DAY), now)
                .map(time -> BillingMonth.of(time, application.provider().quotaZone())
                        .month())
                .distinct()
                .flatMap(month -> program.store().stream().types(application.id(), month).stream())
                .filter(type -> type.lastAt().isAfter(now.minus(DAY)))
                .filter(type -> !type.type().equals(StreamRepository.MESSAGE))
                .sorted((one, other) -> one.lastAt().compareTo(other.lastAt()))
                .forEach((PushedType type) -> events.put(type.type(), UtcTime.text(type.lastAt())));
        return events;
    }
}
