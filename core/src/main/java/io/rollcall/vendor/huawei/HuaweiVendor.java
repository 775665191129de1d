package io.rollcall.vendor.huawei;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueTypes;
import io.rollcall.setting.Values;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.FaultRule;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Rate;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** Huawei Cloud Meeting's settings. */
public final class HuaweiVendor implements Vendor {
    private static final String NAME = "huawei";

    private static final Setting<URI> REGION = Setting.of(
                    "region",
                    ValueTypes.words(
                            "mainland", URI.create("https://api.meeting.huaweicloud.com"),
                            "international", URI.create("https://api-intl.meeting.huaweicloud.com")),
                    "The Huawei Cloud Meeting that is asked: api.meeting.huaweicloud.com (mainland) or"
                            + " api-intl.meeting.huaweicloud.com (international)")
            .defaultingTo("mainland");
    private static final Setting<URI> URL = Setting.of(
                    "url", ValueTypes.ADDRESS, "Address of the calls, instead of the region's")
            .defaultingAsSaid("the region's");
    private static final Setting<String> APP_ID = Setting.of("app-id", ValueTypes.TEXT, "The application's App ID");
    private static final Setting<Secret> APP_KEY = Setting.of("app-key", Secret.KEY, "The application's App Key");
    private static final Setting<String> USER_ID = Setting.of(
                    "user-id", ValueTypes.TEXT, "The user on whose behalf Rollcall asks")
            .defaultingAsSaid("the administrator");
    private static final Setting<String> CORP_ID = Setting.of(
            "corp-id", ValueTypes.TEXT, "The company's id; for service providers (SP) with several companies only");
    private static final Setting<Integer> CALLS_PER_MINUTE = Setting.of(
                    "calls-per-minute",
                    ValueTypes.integer(0, 100_000),
                    "The most calls that the application makes to one API in any minute; 0 for no limit")
            .defaultingTo("100");
    private static final Setting<Integer> CALLS_PER_SECOND = Setting.of(
                    "calls-per-second",
                    ValueTypes.integer(0, 10_000),
                    "The most calls that the application makes to one API in any second; 0 for no limit")
            .defaultingTo("0");

    /** As the page of the user details prints them (page 001). */
    private static final Setting<String> ID_TYPE = Setting.of(
                    "lookup.id-type",
                    ValueTypes.oneOf(List.of("THIRD_ACCOUNT", "USER_ID")),
                    "The kind of id as which the key is asked")
            .defaultingTo("THIRD_ACCOUNT");

    private final Function<HuaweiSettings, Provider> adapter;

    /** Huawei Cloud Meeting, as services are found. */
    public HuaweiVendor() {
        this(Huawei::new);
    }

    /** Huawei Cloud Meeting, reached through another adapter. */
    public HuaweiVendor(Function<HuaweiSettings, Provider> adapter) {
        this.adapter = adapter;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(UserLookup.class);
    }

    @Override
    public SettingGroup settings() {
        return new SettingGroup(
                "Huawei Cloud Meeting",
                "rollcall.huawei.",
                List.of(REGION, URL, APP_ID, APP_KEY, USER_ID, CORP_ID, CALLS_PER_MINUTE, CALLS_PER_SECOND));
    }

    @Override
    public List<Setting<?>> credentials() {
        return List.of(APP_ID, APP_KEY, USER_ID, CORP_ID);
    }

    @Override
    public Map<Class<?>, List<Setting<?>>> flowSettings() {
        return Map.of(UserLookup.class, List.of(ID_TYPE));
    }

    @Override
    public SortedMap<String, FaultRule> codes() {
        return HuaweiFaults.documented();
    }

    @Override
    public void check(Values values) {
        values.require(APP_ID, "Huawei Cloud Meeting is used");
        values.require(APP_KEY, "Huawei Cloud Meeting is used");
    }

    @Override
    public Application configure(Values values) {
        HuaweiSettings settings = new HuaweiSettings(
                values.find(URL).orElseGet(() -> values.get(REGION)),
                values.get(APP_ID),
                values.get(APP_KEY),
                values.find(USER_ID).orElse(""),
                values.find(CORP_ID).orElse(null));
        List<Rate> rates = new ArrayList<>();
        addRate(rates, values.get(CALLS_PER_MINUTE), Duration.ofMinutes(1));
        addRate(rates, values.get(CALLS_PER_SECOND), Duration.ofSeconds(1));
        return new Application(id(settings), adapter.apply(settings), List.of(settings.url()), rates, 0);
    }

    private static String id(HuaweiSettings settings) {
        return NAME + "/" + settings.appId() + (settings.corpId() == null ? "" : "/" + settings.corpId());
    }

    private static void addRate(List<Rate> rates, int calls, Duration period) {
        if (calls > 0) {
            rates.add(new Rate(calls, period));
        }
    }
}
