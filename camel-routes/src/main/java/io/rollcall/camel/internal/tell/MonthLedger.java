package io.rollcall.camel.internal.tell;

import io.rollcall.budget.BillingMonth;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.state.StateStore;
import io.rollcall.tell.Channel;
import io.rollcall.tell.Pools;
import io.rollcall.vendor.Application;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts messages by month: those of each channel, and those that a vendor takes from an account's events, in the same ledger as
 * the events. Every method throws {@link io.rollcall.state.StoreException} if the store cannot be used. Thread-safe.
 */
final class MonthLedger {
    private final Supplier<Collection<Application>> applications;
    private final StateStore store;
    private final ZoneId zone;

    /** @param zone of the months of channels whose messages no vendor counts */
    MonthLedger(Supplier<Collection<Application>> applications, StateStore store, ZoneId zone) {
        this.applications = applications;
        this.store = store;
        this.zone = zone;
    }

    private Optional<Application> countedIn(Channel channel) {
        return channel.kind().countedBy().flatMap(vendor -> applications.get().stream()
                .filter(application -> application.provider().name().equals(vendor))
                .filter(application ->
                        channel.account() == null || channel.account().equals(application.name()))
                .min(Comparator.comparing(Application::name)));
    }

    /** The month in which a channel's message counts. */
    BillingMonth month(Channel channel, Instant now) {
        return BillingMonth.of(
                now,
                countedIn(channel)
                        .map(application -> application.provider().quotaZone())
                        .orElse(zone));
    }

    /** The channel's messages of the month so far. */
    long messages(Channel channel, Instant now) {
        return store.tell().messages(channel.name(), month(channel, now).month());
    }

    /** Counts a message that was sent, or may have been. */
    void sent(Channel channel, Instant now) {
        BillingMonth month = month(channel, now);
        store.atomically(() -> {
            store.tell().sent(channel.name(), month.month());
            countedIn(channel).ifPresent(application -> store.stream().messageSent(application.id(), month, now));
            return true;
        });
    }

    /** What is left of the month. */
    Pools left(Instant now) {
        List<Pools.Pool> pools = applications.get().stream()
                .sorted(Comparator.comparing(Application::name))
                .map(application -> left(application, now))
                .filter(pool -> pool.monthlyCalls() > 0 || pool.monthlyEvents() > 0)
                .toList();
        return new Pools(pools);
    }

    private Pools.Pool left(Application application, Instant now) {
        var month = BillingMonth.of(now, application.provider().quotaZone()).month();
        long calls = application.monthlyCalls();
        long events = StreamMonitor.monthlyEvents(application).orElse(0L);
        return new Pools.Pool(
                application.name(),
                calls == 0 ? 0 : Math.max(0, calls - store.budget().used(application.id(), month)),
                calls,
                events == 0 ? 0 : Math.max(0, events - store.stream().metered(application.id(), month)),
                events);
    }
}
