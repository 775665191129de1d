package io.rollcall.sandbox.internal.stream;

import io.rollcall.sandbox.internal.company.StreamSettings;
import io.rollcall.sandbox.internal.company.StreamSettings.Faults;
import io.rollcall.sandbox.internal.company.StreamSettings.Subscription;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.journal.EventPush.Acknowledgement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Delivers subscribed events, and repeats them until they are accepted (docs/vendors/dingtalk-stream.md §2). Thread-safe. */
final class Deliveries {
    private static final int DUPLICATE_WITHIN_MILLIS = 1000;

    private final StreamSettings settings;
    private final Faults faults;
    private final FrameWriter frames;
    private final SandboxClock clock;
    private final TimedTasks tasks;
    private final PushJournal journal;
    private final SeededRandom random;
    private final Supplier<List<Connection>> live;
    private final Map<String, Delivery> pending = new HashMap<>();
    private long metered;

    Deliveries(
            StreamSettings settings,
            FrameWriter frames,
            SandboxClock clock,
            TimedTasks tasks,
            PushJournal journal,
            SeededRandom random,
            Supplier<List<Connection>> live) {
        this.settings = settings;
        this.faults = settings.faults();
        this.frames = frames;
        this.clock = clock;
        this.tasks = tasks;
        this.journal = journal;
        this.random = random;
        this.live = live;
    }

    /** Delivers an event, if it is subscribed and the month's pushes are not used up. */
    synchronized void deliver(StreamEvent event) {
        if (!settings.subscriptions().contains(event.subscription()) || isUsedUp(event)) {
            return;
        }
        Delivery delivery = Delivery.of(event, clock.millis());
        if (random.happens(faults.loss())) {
            return;
        }
        if (random.happens(faults.duplicate())) {
            tasks.after(Duration.ofMillis(random.below(DUPLICATE_WITHIN_MILLIS)), () -> start(delivery.duplicate()));
        }
        if (random.happens(faults.delay())) {
            tasks.after(faults.delayTime(), () -> start(delivery));
        } else {
            start(delivery);
        }
    }

    /**
     * Counts an event against the month. Assumptions: a repeat does not count again; contacts events come although the pushes are
     * used up. Neither is documented (docs/vendors/dingtalk-stream.md §10).
     */
    private boolean isUsedUp(StreamEvent event) {
        if (event.subscription() == Subscription.CONTACTS) {
            return false;
        }
        return spend();
    }

    /** Takes one of the month's pushes (assumption: there is no other month in a sandbox), which events and robots share; whether there is none left. */
    synchronized boolean spend() {
        return ++metered > settings.monthlyPushes() && settings.monthlyPushes() > 0;
    }

    private synchronized void start(Delivery delivery) {
        pending.put(delivery.messageId(), delivery);
        push(delivery);
        for (Duration repeat : settings.times().repeats()) {
            tasks.after(repeat, () -> repeat(delivery));
        }
    }

    private synchronized void repeat(Delivery delivery) {
        if (pending.containsKey(delivery.messageId())) {
            push(delivery);
        }
    }

    /** Pushes on one of the live connections at random; without one, this attempt is lost. */
    private void push(Delivery delivery) {
        List<Connection> choices = live.get();
        if (choices.isEmpty()) {
            return;
        }
        Connection chosen = random.oneOf(choices);
        if (random.happens(faults.odd()) && !faults.oddFrames().isEmpty()) {
            chosen.send(frames.odd(random.oneOf(faults.oddFrames())));
        }
        journal.add(delivery, chosen.id());
        if (random.happens(faults.cut())) {
            chosen.cut();
        } else if (random.happens(faults.variant()) && !faults.variants().isEmpty()) {
            chosen.send(frames.event(delivery, chosen.id(), random.oneOf(faults.variants())));
        } else {
            chosen.send(frames.event(delivery, chosen.id()));
        }
    }

    /** Takes an acknowledgement; false if it answers no event. */
    synchronized boolean acknowledge(String messageId, Acknowledgement acknowledgement) {
        if (acknowledgement.isSuccess()) {
            pending.remove(messageId);
        }
        return journal.acknowledge(messageId, acknowledgement);
    }

    /** Starts a new month, without events on their way. */
    synchronized void reset() {
        pending.clear();
        journal.clear();
        metered = 0;
    }
}
