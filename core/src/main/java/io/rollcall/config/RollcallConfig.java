package io.rollcall.config;

import io.rollcall.provider.Application;
import io.rollcall.provider.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that was checked whole.
 *
 * @param applications by provider name; only those that are configured
 * @param flows in the order of their names
 */
public record RollcallConfig(
        Map<String, Application> applications,
        Http http,
        Store store,
        @Nullable Integer serverPort,
        ZoneId timezone,
        List<FlowConfig> flows) {
    public RollcallConfig {
        applications = Map.copyOf(applications);
        flows = List.copyOf(flows);
    }

    /**
     * How calls travel.
     *
     * @param concurrency calls under way at once, per vendor; 1 or more
     */
    public record Http(Duration connectTimeout, Duration responseTimeout, int concurrency) {}

    /**
     * Where things are remembered.
     *
     * @param url a JDBC URL; null for the embedded database
     * @param directory where the embedded database lies
     */
    public record Store(@Nullable String url, String user, Secret password, Path directory) {}

    /** Addresses that configurations may override. */
    static boolean isLoopback(URI address) {
        String host = address.getHost();
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
