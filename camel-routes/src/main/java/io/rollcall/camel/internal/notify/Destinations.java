package io.rollcall.camel.internal.notify;

import io.rollcall.camel.RollcallEndpoint;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.flow.FlowConfig;
import io.rollcall.vendor.Secret;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes the endpoints that configurations name. They belong to the host's components, and are in no registry: neither
 * management nor the developer console shows their URIs. Nor does a message here, as they may hold credentials.
 */
final class Destinations {
    /** Components whose library is called otherwise. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "https", "http", "smtp", "mail", "smtps", "mail", "ftps", "ftp", "sftp", "ftp", "wss", "vertx-websocket");

    private static final Set<String> HTTP = Set.of("http", "https");

    private final CamelContext context;
    private final Duration longest;

    private Destinations(CamelContext context, Duration longest) {
        this.context = context;
        this.longest = longest;
    }

    /** A URI that cannot be used; the message completes the sentence that starts with the key. */
    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The destinations of the flows' events, by the names of those flows that have one.
     *
     * @param longest how long sending may take
     * @throws ConfigurationException naming every URI that cannot be used
     */
    static Map<String, Destination> of(CamelContext context, Collection<FlowConfig> flows, Duration longest) {
        return of(context, flows, "notify", FlowConfig::notification, flow -> longest);
    }

    /**
     * The endpoints that approve the plans of flows, by the names of those flows that have one.
     *
     * @throws ConfigurationException naming every URI that cannot be used
     */
    static Map<String, Destination> approving(CamelContext context, Collection<FlowConfig> flows) {
        return of(context, flows, "approve", FlowConfig::approval, FlowConfig::maxDuration);
    }

    private static Map<String, Destination> of(
            CamelContext context,
            Collection<FlowConfig> flows,
            String key,
            Function<FlowConfig, @Nullable Secret> uri,
            Function<FlowConfig, Duration> longest) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Map<String, Destination> made = new LinkedHashMap<>();
        for (FlowConfig flow : flows) {
            Secret named = uri.apply(flow);
            if (named != null) {
                try {
                    made.put(
                            flow.name(),
                            new Destination(new Destinations(context, longest.apply(flow)).endpoint(named.reveal())));
                } catch (UnusableException unusable) {
                    problems.add(new ConfigurationProblem(flow.key(key), null, String.valueOf(unusable.getMessage())));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return made;
    }

    private Endpoint endpoint(String uri) throws UnusableException {
        String scheme = uri.substring(0, uri.indexOf(':'));
        if (component(scheme) == null) {
            throw new UnusableException("needs the component " + scheme + ", which is not on the class path; add camel-"
                    + LIBRARIES.getOrDefault(scheme, scheme));
        }
        Endpoint endpoint;
        try {
            endpoint = context.getCamelContextExtension()
                    .getPrototypeEndpoint(HTTP.contains(scheme) ? withTimeouts(uri) : uri);
        } catch (RuntimeException refused) {
            throw new UnusableException(why(scheme, uri, refused));
        }
        // an event of a flow would start a run, whose events would start the next
        if (endpoint instanceof RollcallEndpoint) {
            throw new UnusableException("leads back into Rollcall; name an endpoint of your own");
        }
        if (endpoint instanceof HttpEndpoint http && http.getClientBuilder() != null) {
            // the endpoint and its client are this flow's own; the component, which the host may use, is not touched
            String pathAndQuery =
                    WebhookAddress.pathAndQuery(context.resolvePropertyPlaceholders(uri), parameters(http));
            http.getClientBuilder()
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    .addRequestInterceptorFirst((request, entity, target) -> request.setPath(pathAndQuery));
        }
        return endpoint;
    }

    private static Set<String> parameters(HttpEndpoint endpoint) throws UnusableException {
        try {
            return URISupport.parseQuery(endpoint.getHttpUri().getRawQuery()).keySet();
        } catch (URISyntaxException malformed) {
            throw new UnusableException("has a query that is none; escape special characters as %XX");
        }
    }

    private Component component(String scheme) throws UnusableException {
        try {
            return context.getComponent(scheme);
        } catch (RuntimeException | LinkageError incomplete) {
            throw new UnusableException("needs the component " + scheme + ", which cannot be made ("
                    + ErrorSummaries.className(incomplete) + "); is its library whole?");
        }
    }

    /** A blocked read on a socket cannot be interrupted: only the client's own timeouts end it. */
    private String withTimeouts(String uri) {
        StringBuilder bounded = new StringBuilder(uri);
        long third = longest.toMillis() / 3;
        Map.of(
                        "connectTimeout",
                        third,
                        "connectionRequestTimeout",
                        third,
                        "soTimeout",
                        third * 2,
                        "responseTimeout",
                        third * 2)
                .forEach((option, millis) -> {
                    if (!uri.contains(option + "=")) {
                        bounded.append(bounded.indexOf("?") < 0 ? '?' : '&')
                                .append(option)
                                .append('=')
                                .append(millis);
                    }
                });
        return bounded.toString();
    }

    // Camel's own message shows options with their values
    private static String why(String scheme, String uri, RuntimeException refused) {
        Set<String> unknown = new TreeSet<>();
        String message = String.valueOf(refused.getMessage());
        int listed = message.indexOf("Unknown parameters=[");
        if (listed >= 0) {
            optionsOf(uri).stream()
                    .filter(option -> message.indexOf("{" + option + "=", listed) >= 0
                            || message.indexOf(" " + option + "=", listed) >= 0)
                    .forEach(unknown::add);
        }
        return unknown.isEmpty()
                ? "cannot be made an endpoint of the component " + scheme + " (" + ErrorSummaries.className(refused)
                        + "); check what stands behind the component's name, and its options"
                : "has what the component " + scheme + " does not know: " + String.join(", ", unknown);
    }

    private static Set<String> optionsOf(String uri) {
        try {
            return URISupport.parseQuery(URISupport.extractQuery(uri)).keySet();
        } catch (Exception malformed) {
            return Set.of();
        }
    }
}
