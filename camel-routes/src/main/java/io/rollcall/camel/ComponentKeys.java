package io.rollcall.camel;

import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Vendor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of a component as configuration keys, with the same checks and messages. The component named {@code
 * rollcall} configures the accounts {@code dingtalk} and {@code huawei}; one of another name configures accounts whose
 * names begin with its own. Stateless and thread-safe.
 */
final class ComponentKeys {
    private static final String DEFAULT_NAME = "rollcall";

    /** The keys of a flow that name an account, and the vendor that each names by default. */
    private static final Map<String, String> PROVIDERS =
            Map.of("provider", "dingtalk", "directory.provider", "dingtalk", "lookup.provider", "huawei");

    private ComponentKeys() {}

    /**
     * The configuration that the options make; empty if they configure no account and no flow.
     *
     * @param name the component's name in its context
     * @param accounts those that a flow of the component may name besides its own
     * @throws io.rollcall.config.ConfigurationException naming everything that is wrong
     */
    static Optional<RollcallConfig> read(RollcallComponent component, String name, AccountRegistry accounts) {
        Map<String, Map<String, String>> byVendor = new TreeMap<>();
        put(byVendor, "dingtalk", "client-id", component.getDingtalkClientId());
        put(byVendor, "dingtalk", "client-secret", component.getDingtalkClientSecret());
        put(byVendor, "huawei", "app-id", component.getHuaweiAppId());
        put(byVendor, "huawei", "app-key", component.getHuaweiAppKey());
        component.getKeys().forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot < 1) {
                throw new IllegalArgumentException("The option keys of the component " + name + " holds " + key
                        + ". Write the vendor's name before each key, such as dingtalk.region.");
            }
            put(byVendor, key.substring(0, dot), key.substring(dot + 1), value);
        });
        Map<String, String> keys = new TreeMap<>();
        Map<String, String> accountOf = new HashMap<>();
        byVendor.forEach((vendor, settings) -> {
            String account = name.equals(DEFAULT_NAME) ? vendor : name + "-" + vendor;
            accountOf.put(vendor, account);
            String prefix = "rollcall." + (name.equals(DEFAULT_NAME) ? "" : "account.") + account + ".";
            settings.forEach((key, value) -> keys.put(prefix + key, value));
            if (!name.equals(DEFAULT_NAME)) {
                keys.put(prefix + "vendor", vendor);
            }
        });
        keys.putAll(flow(component, name, accountOf));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        ConfigurationSources.File options =
                ConfigurationSources.File.of("the options of the component " + name, null, keys);
        OptionNames names = new OptionNames(component, name);
        RollcallConfig config;
        try {
            config = RollcallConfig.parse(
                    new ConfigurationSources(List.of(options), Map.of(), List.of()),
                    vendors(accounts, keys),
                    new SystemEnvironment());
        } catch (ConfigurationException wrong) {
            throw names.in(wrong, accountOf);
        }
        Map<String, Application> own = new HashMap<>();
        accountOf.forEach((vendor, account) -> {
            Application application = config.applications().get(account);
            if (application != null) {
                own.put(account, application.as(account, names.prefix(vendor)));
            }
        });
        return Optional.of(config.with(own));
    }

    private static void put(
            Map<String, Map<String, String>> byVendor, String vendor, String key, @Nullable Object value) {
        String text = value == null ? "" : String.valueOf(value);
        if (!text.isEmpty()) {
            byVendor.computeIfAbsent(vendor, any -> new TreeMap<>()).put(dashed(key), text);
        }
    }

    // Camel writes the keys of maps in camel case
    private static String dashed(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> flow(RollcallComponent component, String name, Map<String, String> accountOf) {
        Map<String, String> given = new TreeMap<>();
        component.getFlow().forEach((key, value) -> {
            String text = String.valueOf(value);
            if (!text.isEmpty()) {
                given.put(dashed(key), text);
            }
        });
        String flow = given.remove("name");
        if (flow == null) {
            if (!given.isEmpty()) {
                throw new IllegalArgumentException(
                        "The option flow of the component " + name + " needs a name for its flow: flow[name].");
            }
            return Map.of();
        }
        Map<String, String> keys = new TreeMap<>();
        given.forEach((key, value) -> keys.put("rollcall.flow." + flow + "." + key, value));
        boolean roster = "roster".equals(given.get("type"));
        PROVIDERS.forEach((key, vendor) -> {
            String account = accountOf.get(vendor);
            if (account != null && roster == key.contains(".")) {
                keys.merge(
                        "rollcall.flow." + flow + "." + key,
                        account,
                        (named, own) -> named.equals(vendor) ? own : named);
            }
        });
        return keys;
    }

    /** The vendors; an account that is configured elsewhere, and that a flow names, takes the place of its vendor. */
    private static List<Vendor> vendors(AccountRegistry accounts, Map<String, String> keys) {
        List<Vendor> known = KnownVendors.all();
        List<Vendor> vendors = new ArrayList<>(known);
        accounts.applications().forEach((name, application) -> {
            boolean own = keys.keySet().stream()
                    .anyMatch(key -> key.startsWith("rollcall." + name + ".")
                            || key.startsWith("rollcall.account." + name + "."));
            if (!own) {
                known.stream()
                        .filter(vendor ->
                                vendor.name().equals(application.provider().name()))
                        .forEach(vendor -> {
                            vendors.removeIf(other -> other.name().equals(name));
                            vendors.add(new ExistingAccountVendor(name, application, vendor));
                        });
            }
        });
        return vendors;
    }
}
