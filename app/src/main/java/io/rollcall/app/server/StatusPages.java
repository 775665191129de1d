package io.rollcall.app.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;

/** Answers {@code /health}, {@code /health/live}, {@code /health/ready} and {@code /metrics}. Thread-safe. */
final class StatusPages {
    static final String LIVE = "health/live";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Health health;
    private final PrometheusMeterRegistry meters;

    StatusPages(Health health, PrometheusMeterRegistry meters) {
        this.health = health;
        this.meters = meters;
    }

    /** Whether a path is one of these pages. */
    static boolean has(String path) {
        return path.equals("health") || path.startsWith("health/") || path.equals("metrics");
    }

    /** The page of a path; empty if there is none. */
    Optional<Answer> at(String path) {
        return switch (path) {
            case "health" -> Optional.of(health(health.response()));
            case "health/ready" -> Optional.of(health(health.readiness()));
            case LIVE -> Optional.of(Answer.json(200, "{\"status\":\"up\"}"));
            case "metrics" -> Optional.of(Answer.text(200, meters.scrape()).with("Content-Type", METRICS_TYPE));
            default -> Optional.empty();
        };
    }

    private static Answer health(Health.Response response) {
        return Answer.json(response.ready() ? 200 : 503, response.json());
    }
}
