package io.rollcall.vendor.dingtalk;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueTypes;
import io.rollcall.setting.Values;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.FaultRule;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.PeopleSearch;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Rate;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** DingTalk's settings. */
public final class DingTalkVendor implements Vendor {
    private static final String NAME = "dingtalk";

    private static final Setting<AppType> APP_TYPE = Setting.of(
                    "app-type",
                    ValueTypes.words("internal", AppType.INTERNAL, "third-party", AppType.THIRD_PARTY),
                    "Who made the application: the organization for itself (internal), or another company (third-party)")
            .defaultingTo("internal");
    private static final Setting<String> CLIENT_ID =
            Setting.of("client-id", ValueTypes.TEXT, "The application's Client ID (AppKey, SuiteKey)");
    private static final Setting<Secret> CLIENT_SECRET =
            Setting.of("client-secret", Secret.KEY, "The application's Client Secret (AppSecret, SuiteSecret)");
    private static final Setting<String> CORP_ID =
            Setting.of("corp-id", ValueTypes.TEXT, "The organization for which a third-party application works");
    private static final Setting<Secret> SUITE_TICKET = Setting.of(
            "suite-ticket",
            Secret.KEY,
            "The newest ticket of a third-party application; it changes every few hours, so better give"
                    + " suite-ticket-file");
    private static final Setting<Region> REGION = Setting.of(
                    "region",
                    ValueTypes.words("overseas", Region.OVERSEAS, "mainland", Region.MAINLAND),
                    "The DingTalk that is asked: api.dingtalk.io and oapi.dingtalk.io (overseas), or the same under"
                            + " dingtalk.com (mainland)")
            .defaultingTo("overseas");
    private static final Setting<URI> API_URL = Setting.of(
                    "api-url", ValueTypes.ADDRESS, "Address of the meeting and token calls, instead of the region's")
            .defaultingAsSaid("the region's");
    private static final Setting<URI> OAPI_URL = Setting.of(
                    "oapi-url", ValueTypes.ADDRESS, "Address of the directory calls, instead of the region's")
            .defaultingAsSaid("the region's");
    private static final Setting<Integer> CALLS_PER_SECOND = Setting.of(
                    "calls-per-second",
                    ValueTypes.integer(0, 10_000),
                    "The most calls that the application makes to one API in any second; 0 for no limit")
            .defaultingTo("20");
    private static final Setting<Long> MONTHLY_CALLS = Setting.of(
                    "monthly-calls",
                    ValueTypes.atLeast(0),
                    "Rollcall's share of the organization's metered calls in a calendar month; 0 for not metered")
            .defaultingAsSaid("5000; 0 for third-party applications");

    private static final Setting<Boolean> STREAM = Setting.of(
                    "stream",
                    ValueTypes.BOOLEAN,
                    "Whether Rollcall keeps one Stream connection for the application, over which DingTalk pushes events;"
                            + " no other program may use the same Client ID for events")
            .defaultingTo("false");
    private static final Setting<URI> STREAM_URL = Setting.of(
                    "stream-url", ValueTypes.ADDRESS, "Address where Stream connections are opened, instead of api-url")
            .defaultingAsSaid("that of api-url");
    private static final Setting<Long> MONTHLY_EVENTS = Setting.of(
                    "monthly-events",
                    ValueTypes.atLeast(0),
                    "The organization's metered event pushes in a calendar month; 0 for not metered")
            .defaultingAsSaid("3000; 0 for third-party applications");

    /** {@code contain_access_limit} of the department users. */
    static final Setting<Boolean> CONTAIN_ACCESS_LIMIT = Setting.of(
                    "contain-access-limit", ValueTypes.BOOLEAN, "Whether people with restricted access are wanted too")
            .defaultingTo("false");

    private static final Setting<String> LANGUAGE = Setting.of(
                    "language", ValueTypes.oneOf(List.of("zh_CN", "en_US")), "The language of the directory")
            .defaultingTo("zh_CN");

    /** {@code order_field} of the department users. */
    static final Setting<String> ORDER_FIELD = Setting.of(
                    "order-field",
                    ValueTypes.oneOf(List.of("custom", "entry_asc", "entry_desc", "modify_asc", "modify_desc")),
                    "The order of a department's people")
            .defaultingTo("custom");

    /** What the standard edition gives to a whole organization (docs/vendors/dingtalk.md §3.3). */
    private static final long STANDARD_EDITION = 5_000;

    /** The pushes of the standard edition since 2025-11-19 (docs/vendors/dingtalk-stream.md §0.1). */
    private static final long STANDARD_EVENTS = 3_000;

    private final Function<DingTalkSettings, Provider> adapter;

    /** DingTalk, as services are found. */
    public DingTalkVendor() {
        this(DingTalk::new);
    }

    /** DingTalk, reached through another adapter. */
    public DingTalkVendor(Function<DingTalkSettings, Provider> adapter) {
        this.adapter = adapter;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(
                OngoingMeetings.class,
                CoHosts.class,
                Invitations.class,
                DepartmentDirectory.class,
                DirectoryProofs.class,
                PeopleSearch.class,
                EventStream.class);
    }

    @Override
    public SettingGroup settings() {
        return new SettingGroup(
                "DingTalk",
                "rollcall.dingtalk.",
                List.of(
                        APP_TYPE,
                        CLIENT_ID,
                        CLIENT_SECRET,
                        CORP_ID,
                        SUITE_TICKET,
                        REGION,
                        API_URL,
                        OAPI_URL,
                        CALLS_PER_SECOND,
                        MONTHLY_CALLS,
                        STREAM,
                        STREAM_URL,
                        MONTHLY_EVENTS));
    }

    @Override
    public List<Setting<?>> credentials() {
        return List.of(CLIENT_ID, CLIENT_SECRET, CORP_ID, SUITE_TICKET);
    }

    /** Of the directory: as the page of the department users prints them (page 003). */
    @Override
    public Map<Class<?>, List<Setting<?>>> flowSettings() {
        return Map.of(DepartmentDirectory.class, List.of(CONTAIN_ACCESS_LIMIT, LANGUAGE, ORDER_FIELD));
    }

    @Override
    public SortedMap<String, FaultRule> codes() {
        return DingTalkFaults.documented();
    }

    @Override
    public void check(Values values) {
        values.require(CLIENT_ID, "DingTalk is used");
        values.require(CLIENT_SECRET, "DingTalk is used");
        values.find(APP_TYPE).ifPresent(type -> {
            for (Setting<?> setting : List.of(CORP_ID, SUITE_TICKET)) {
                if (type == AppType.THIRD_PARTY) {
                    values.require(setting, "a third-party application needs it");
                } else if (values.given(setting)) {
                    values.problem(
                            setting, "is for third-party applications only; remove it, or set app-type=third-party");
                }
            }
        });
    }

    @Override
    public Application configure(Values values) {
        Region region = values.get(REGION);
        URI api = values.find(API_URL).orElse(region.api);
        DingTalkSettings settings = new DingTalkSettings(
                values.get(APP_TYPE),
                values.get(CLIENT_ID),
                values.get(CLIENT_SECRET),
                values.find(CORP_ID).orElse(null),
                values.find(SUITE_TICKET).orElse(null),
                api,
                values.find(OAPI_URL).orElse(region.oapi),
                values.get(STREAM) ? stream(values, api) : null);
        int perSecond = values.get(CALLS_PER_SECOND);
        // A third-party application's calls are not described as metered (docs/vendors/dingtalk.md §3.3, by omission).
        long metered = settings.appType() == AppType.INTERNAL ? STANDARD_EDITION : 0;
        return new Application(
                NAME + "/" + settings.clientId() + (settings.corpId() == null ? "" : "/" + settings.corpId()),
                adapter.apply(settings),
                addresses(settings),
                perSecond == 0 ? List.of() : List.of(new Rate(perSecond, Duration.ofSeconds(1))),
                values.find(MONTHLY_CALLS).orElse(metered));
    }

    private static StreamSettings stream(Values values, URI api) {
        // assumption: whose pool pays for the pushes to a third-party application is not described, so they are not
        // counted
        long metered = values.get(APP_TYPE) == AppType.INTERNAL ? STANDARD_EVENTS : 0;
        return new StreamSettings(
                values.find(STREAM_URL).orElse(api), values.find(MONTHLY_EVENTS).orElse(metered));
    }

    private static List<URI> addresses(DingTalkSettings settings) {
        StreamSettings stream = settings.stream();
        return stream == null || stream.address().equals(settings.api())
                ? List.of(settings.api(), settings.oapi())
                : List.of(settings.api(), settings.oapi(), stream.address());
    }

    private enum Region {
        OVERSEAS("https://api.dingtalk.io", "https://oapi.dingtalk.io"),
        MAINLAND("https://api.dingtalk.com", "https://oapi.dingtalk.com");

        private final URI api;
        private final URI oapi;

        Region(String api, String oapi) {
            this.api = URI.create(api);
            this.oapi = URI.create(oapi);
        }
    }
}
