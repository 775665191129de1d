package io.rollcall.camel.kamelet;

import io.rollcall.camel.Rollcall;
import io.rollcall.camel.SystemEnvironment;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Vendor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/**
 * Adds what a Kamelet's parameters describe to the Rollcall of its context, with the checks and the words of every other
 * configuration. Stateless but for the context; thread-safe.
 */
final class KameletConfiguration {
    private static final String ACCOUNT = "kamelet";
    private static final int DIGITS = 12;
    private static final String PARAMETER = "the Kamelet's parameter ";

    private final Rollcall rollcall;
    private final AccountRegistry accounts;

    KameletConfiguration(CamelContext context) {
        rollcall = Rollcall.of(context)
                .orElseThrow(() -> new IllegalStateException(
                        "Rollcall's Kamelets need Rollcall, which is switched off here: rollcall.camel.enabled"));
        accounts = Objects.requireNonNull(
                context.getCamelContextExtension().getContextPlugin(AccountRegistry.class), "Rollcall has accounts");
    }

    /**
     * Sees to it that an account can be asked.
     *
     * @return the name under which it is asked
     */
    String add(KameletAccount account) throws Exception {
        if (!account.isGiven()) {
            return account.configured();
        }
        // who the application is, is known when its settings were read; two Kamelets with one application share it
        String name = ACCOUNT + "-" + digest(application(account, ACCOUNT).id());
        // remedies name what the reader can change: the Kamelet's parameters
        Application application = application(account, name).as(name, PARAMETER);
        rollcall.add(parse(account, name).with(Map.of(name, application)));
        return name;
    }

    private static Application application(KameletAccount account, String name) {
        return Objects.requireNonNull(parse(account, name).applications().get(name), "an account that is configured");
    }

    private static RollcallConfig parse(KameletAccount account, String name) {
        String prefix = "rollcall.account." + name + ".";
        Map<String, String> keys = Parameters.keys(prefix, account.settings());
        keys.put(prefix + "vendor", account.vendor());
        return parse(keys, KnownVendors.all());
    }

    /**
     * Adds a flow.
     *
     * @param keys its keys, without {@code rollcall.flow.NAME.}
     * @param asked the accounts that they name
     */
    FlowConfig add(String name, Map<String, String> keys, Collection<String> asked) throws Exception {
        Map<String, String> whole = new TreeMap<>();
        keys.forEach((key, value) -> whole.put("rollcall.flow." + name + "." + key, value));
        RollcallConfig config = parse(whole, vendors(asked));
        FlowConfig flow = config.flowsNamed(List.of(name)).get(0);
        rollcall.add(config);
        return flow;
    }

    /** The vendors, and in the place of accounts that are there already these. */
    private List<Vendor> vendors(Collection<String> asked) {
        List<Vendor> known = KnownVendors.all();
        List<Vendor> vendors = new ArrayList<>(known);
        for (String name : asked) {
            accounts.application(name).ifPresent(application -> known.stream()
                    .filter(vendor ->
                            vendor.name().equals(application.provider().name()))
                    .forEach(vendor -> {
                        vendors.removeIf(other -> other.name().equals(name));
                        vendors.add(new AccountThatIsThere(name, application, vendor));
                    }));
        }
        return vendors;
    }

    private static RollcallConfig parse(Map<String, String> keys, List<Vendor> vendors) {
        ConfigurationSources.File parameters = ConfigurationSources.File.of("the Kamelet's parameters", null, keys);
        return RollcallConfig.parse(
                new ConfigurationSources(List.of(parameters), Map.of(), List.of()), vendors, new SystemEnvironment());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
