package io.rollcall.config;

import io.rollcall.budget.Reserve;
import io.rollcall.config.RollcallConfig.Http;
import io.rollcall.config.RollcallConfig.Store;
import io.rollcall.schedule.WorkingHours;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PhoneNumbers;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import io.rollcall.setting.Values;
import io.rollcall.vendor.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** The settings that belong neither to a vendor nor to a flow. */
final class SystemSettings {
    private static final String EMBEDDED = "embedded";
    private static final String EMBEDDED_IN = EMBEDDED + ":";
    private static final Path DIRECTORY = Path.of("rollcall-data");

    private static final Setting<Duration> CONNECT_TIMEOUT = Setting.of(
                    "http.connect-timeout",
                    ValueTypes.duration(Duration.ofHours(1)),
                    "The longest wait for a connection")
            .defaultingTo("3s");
    private static final Setting<Duration> RESPONSE_TIMEOUT = Setting.of(
                    "http.response-timeout",
                    ValueTypes.duration(Duration.ofHours(1)),
                    "The longest wait for an answer's last byte")
            .defaultingTo("10s");
    private static final Setting<Integer> CONCURRENCY = Setting.of(
                    "http.concurrency", ValueTypes.integer(1, 1_000), "The most calls under way at once, per vendor")
            .defaultingTo("16");
    private static final Setting<String> STORE_URL = Setting.of(
                    "store.url",
                    ValueType.plain("jdbc:postgresql://..., embedded or embedded:PATH", SystemSettings::storeUrl),
                    "The database for what must survive a crash; user and password have keys of their own")
            .defaultingAsSaid("an embedded database in ./rollcall-data; none in an application of your own");
    private static final Setting<String> STORE_USER =
            Setting.of("store.user", ValueTypes.TEXT, "The user of the database");
    private static final Setting<Secret> STORE_PASSWORD =
            Setting.of("store.password", Secret.PASSWORD, "The password of the database's user");
    private static final Setting<Boolean> STORE_ACCEPT_EMPTY = Setting.of(
                    "store.accept-empty",
                    ValueTypes.BOOLEAN,
                    "Whether to start on an empty store although the rollcall-data beside it holds invitations")
            .defaultingTo("false");
    private static final Setting<ZoneId> TIMEZONE = Setting.of(
                    "timezone",
                    ValueType.plain("time zone, such as Asia/Shanghai", TimeZones::read),
                    "The time zone of cron schedules and of the times in reports, logs and the audit")
            .defaultingAsSaid("the system's");

    private static final Setting<String> PHONE_REGION = Setting.of(
                    "phone-region",
                    PhoneNumbers.REGION,
                    "The country of telephone numbers without a country code; two spellings of one number are one number")
            .defaultingTo(PhoneNumbers.CHINA);
    private static final Setting<Boolean> REPORT_NAMES = Setting.of(
                    "report.names",
                    ValueTypes.BOOLEAN,
                    "Whether text reports on a terminal show people's names beside their ids, from a tracked roster")
            .defaultingTo("false");
    private static final Setting<Duration> ROSTER_RETENTION = Setting.of(
                    "roster.retention",
                    ValueTypes.duration(Duration.ofDays(36_500)),
                    "How long tracked rosters keep changes, and people after they left")
            .defaultingTo("400d");
    private static final Setting<Boolean> HISTORY = Setting.of(
                    "history",
                    ValueTypes.BOOLEAN,
                    "Whether Rollcall keeps who was in which meeting, when and in which role, from polls and events; this is"
                            + " personal data about working time")
            .defaultingTo("false");
    private static final Setting<Duration> HISTORY_RETENTION = Setting.of(
                    "history.retention",
                    ValueTypes.duration(Duration.ofDays(36_500)),
                    "How long the attendance history is kept; also after rollcall.history is switched off")
            .defaultingTo("180d");
    private static final Setting<Reserve> RESERVE = Setting.of(
                    "budget.reserve",
                    Reserve.KIND,
                    "How many of a month's metered calls are kept for changes, in percent or in calls; polls stop when"
                            + " no others are left")
            .defaultingTo("20%");

    private static final Setting<WorkingHours> HOURS = Setting.of(
                    "budget.hours",
                    WorkingHours.KIND,
                    "When flows with schedule=auto poll, by rollcall.timezone; several ranges are separated by commas, and a"
                            + " range may end on the next day")
            .defaultingTo("MON-FRI 08:00-19:00");

    static final SettingGroup GROUP = new SettingGroup(
            "Rollcall itself",
            "rollcall.",
            List.of(
                    CONNECT_TIMEOUT,
                    RESPONSE_TIMEOUT,
                    CONCURRENCY,
                    STORE_URL,
                    STORE_USER,
                    STORE_PASSWORD,
                    STORE_ACCEPT_EMPTY,
                    TIMEZONE,
                    PHONE_REGION,
                    REPORT_NAMES,
                    ROSTER_RETENTION,
                    HISTORY,
                    HISTORY_RETENTION,
                    RESERVE,
                    HOURS));

    /** All that a command needs which reads the store and nothing else. */
    static final SettingGroup STORE = new SettingGroup(
            GROUP.title(),
            GROUP.prefix(),
            List.of(
                    STORE_URL,
                    STORE_USER,
                    STORE_PASSWORD,
                    STORE_ACCEPT_EMPTY,
                    TIMEZONE,
                    PHONE_REGION,
                    ROSTER_RETENTION,
                    HISTORY_RETENTION));

    /** What says how a command that only reads the store shows people. */
    static final SettingGroup REPORTS = new SettingGroup(GROUP.title(), GROUP.prefix(), List.of(REPORT_NAMES, HISTORY));

    /** What says how long a request may be under way. */
    static final SettingGroup REQUESTS =
            new SettingGroup(GROUP.title(), GROUP.prefix(), List.of(CONNECT_TIMEOUT, RESPONSE_TIMEOUT));

    private SystemSettings() {}

    static Duration longestRequest(Values values) {
        return values.find(CONNECT_TIMEOUT)
                .orElse(Duration.ofSeconds(3))
                .plus(values.find(RESPONSE_TIMEOUT).orElse(Duration.ofSeconds(10)));
    }

    static Http http(Values values) {
        return new Http(values.get(CONNECT_TIMEOUT), values.get(RESPONSE_TIMEOUT), values.get(CONCURRENCY));
    }

    /**
     * The store. A path that cannot be one is a problem of the values.
     *
     * @param home where the embedded database's directory lies if no other is configured
     */
    static Store store(GroupValues values, Path home) {
        String url = values.find(STORE_URL).orElse("");
        Path directory = url.startsWith(EMBEDDED_IN)
                ? values.path(STORE_URL, url.substring(EMBEDDED_IN.length()).strip())
                        .orElse(DIRECTORY)
                : home.resolve(DIRECTORY);
        return new Store(
                url.startsWith(PostgresUrl.PREFIX) ? url : null,
                values.find(STORE_USER).orElse(""),
                values.find(STORE_PASSWORD).orElse(Secret.of("")),
                directory,
                !url.isEmpty(),
                home.resolve(DIRECTORY),
                values.find(STORE_ACCEPT_EMPTY).orElse(false),
                values.find(ROSTER_RETENTION).orElse(Duration.ofDays(400)),
                values.find(HISTORY_RETENTION).orElse(Duration.ofDays(180)));
    }

    /** The part of each application's monthly calls that is kept for changes. */
    static Reserve reserve(Values values) {
        // a malformed one is reported, and the configuration is not used
        return values.find(RESERVE).orElse(new Reserve(0, false));
    }

    /** The store that a URL names, with the user and the password of another one. */
    static Store storeAt(Store like, String text, Path working) {
        String url = storeUrl(text);
        boolean embedded = url.startsWith(EMBEDDED);
        Path directory = like.usualDirectory();
        if (url.startsWith(EMBEDDED_IN)) {
            try {
                directory = working.resolve(url.substring(EMBEDDED_IN.length()).strip());
            } catch (InvalidPathException malformed) {
                throw new MalformedValueException("must hold a path behind embedded:");
            }
        }
        return new Store(
                embedded ? null : url,
                like.user(),
                like.password(),
                directory,
                true,
                like.usualDirectory(),
                like.acceptEmpty(),
                like.rosterRetention(),
                like.historyRetention());
    }

    static ZoneId timezone(Values values, ZoneId system) {
        return values.find(TIMEZONE).orElse(system);
    }

    static String phoneRegion(Values values) {
        // a value that is malformed is complained about; reading goes on to find what else is
        return values.find(PHONE_REGION).orElse("CN");
    }

    static boolean history(Values values) {
        return values.find(HISTORY).orElse(false);
    }

    static boolean reportNames(Values values) {
        return values.find(REPORT_NAMES).orElse(false);
    }

    /** When flows poll whose polls are planned. */
    static WorkingHours workingHours(Values values) {
        // a malformed one is reported, and the configuration is not used
        return values.find(HOURS).orElseGet(() -> WorkingHours.parse("MON-FRI 08:00-19:00"));
    }

    /** Never repeats the URL: people put passwords into it. */
    private static String storeUrl(String text) {
        boolean embedded = text.equals(EMBEDDED)
                || (text.startsWith(EMBEDDED_IN)
                        && !text.substring(EMBEDDED_IN.length()).isBlank());
        if (embedded) {
            return text;
        }
        return PostgresUrl.check(text);
    }
}
