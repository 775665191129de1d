package com.example.acme;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueTypes;
import io.rollcall.setting.Values;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Rate;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Acme Rooms, as configurations know it. Its class is named in META-INF/services: that is how Rollcall finds it. */
public final class AcmeVendor implements Vendor {
    // tag::settings[]
    private static final Setting<URI> URL = Setting.of("url", ValueTypes.ADDRESS, "Address of the calls")
            .defaultingTo("https://api.acme-rooms.example");
    private static final Setting<String> CLIENT_ID =
            Setting.of("client-id", ValueTypes.TEXT, "The application's client id");
    private static final Setting<Secret> CLIENT_SECRET =
            Setting.of("client-secret", Secret.KEY, "The application's client secret");
    private static final Setting<Integer> CALLS_PER_MINUTE = Setting.of(
                    "calls-per-minute",
                    ValueTypes.integer(0, 100_000),
                    "The most calls that the application makes to one API in any minute; 0 for no limit")
            .defaultingTo("300");

    @Override
    public SettingGroup settings() {
        return new SettingGroup(
                "Acme Rooms", "rollcall.acme.", List.of(URL, CLIENT_ID, CLIENT_SECRET, CALLS_PER_MINUTE));
    }

    @Override
    public List<Setting<?>> credentials() {
        return List.of(CLIENT_ID, CLIENT_SECRET);
    }

    @Override
    public void check(Values values) {
        values.require(CLIENT_ID, "Acme Rooms is used");
        values.require(CLIENT_SECRET, "Acme Rooms is used");
    }
    // end::settings[]

    // tag::abilities[]
    @Override
    public String name() {
        return Acme.NAME;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(UserLookup.class);
    }

    @Override
    public Map<Class<?>, List<Setting<?>>> flowSettings() {
        Setting<String> idType = Setting.of(
                        "lookup.id-type",
                        ValueTypes.oneOf(FindPeople.ID_TYPES),
                        "The kind of id as which the key is asked")
                .defaultingTo(FindPeople.ID_TYPES.get(0));
        return Map.of(UserLookup.class, List.of(idType));
    }
    // end::abilities[]

    // tag::configure[]
    @Override
    public Application configure(Values values) {
        AcmeSettings settings = new AcmeSettings(values.get(URL), values.get(CLIENT_ID), values.get(CLIENT_SECRET));
        int perMinute = values.get(CALLS_PER_MINUTE);
        return new Application(
                Acme.NAME + "/" + settings.clientId(),
                new Acme(settings),
                List.of(settings.url()),
                perMinute == 0 ? List.of() : List.of(new Rate(perMinute, Duration.ofMinutes(1))),
                0);
    }
    // end::configure[]
}
