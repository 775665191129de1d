package io.rollcall.camel.internal.stream;

import io.rollcall.camel.watch.MeetingUpdates;
import io.rollcall.event.VendorEvent;
import io.rollcall.meeting.update.MeetingUpdate;
import java.time.InstantSource;

/** Passes events about meetings on to the listeners of {@link MeetingUpdates}. Thread-safe. */
public final class EventUpdates implements StreamListener {
    private final MeetingUpdates updates;
    private final InstantSource clock;

    public EventUpdates(MeetingUpdates updates, InstantSource clock) {
        this.updates = updates;
        this.clock = clock;
    }

    @Override
    public void received(String application, VendorEvent event) {
        if (event.topic() == VendorEvent.Topic.MEETING) {
            updates.publish(application, new MeetingUpdate.EventReceived(event, clock.instant()));
        }
    }
}
