package io.rollcall.vendor.dingtalk;

import io.rollcall.event.StreamEffect;
import io.rollcall.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledges frames and publishes each event once (docs/vendors/dingtalk-stream.md §2). Not thread-safe.
 *
 * <p>Every event is acknowledged, also one that cannot be read: a repeat of it could not be read either.
 */
final class StreamInbox {
    /** Repeats come within a minute; the vendor's own tool remembers as many (§2). */
    static final int REMEMBERED = 8_192;

    private final @Nullable String corpId;
    private final StreamEvents events = new StreamEvents();
    private final RecentMap<Boolean> seen = new RecentMap<>(REMEMBERED);

    /** @param corpId the company of a third-party application; null for internal ones, which get no one else's events */
    StreamInbox(@Nullable String corpId) {
        this.corpId = corpId;
    }

    /** Takes a frame, which is no disconnect. The answer goes to the connection that brought it. */
    void take(long connection, StreamFrame frame, List<StreamEffect> effects) {
        String answer =
                switch (frame.type()) {
                    case "SYSTEM" -> system(frame);
                    case "EVENT" -> frame.received();
                    // robots' messages and cards, which Rollcall does not subscribe to, and types to come
                    default -> frame.notFound();
                };
        if (answer != null) {
            effects.add(new StreamEffect.Send(connection, answer));
        }
        if (frame.type().equals("EVENT")) {
            publish(frame, effects);
        }
    }

    /** How many ids are kept. */
    int remembered() {
        return seen.size() + events.remembered();
    }

    private static @Nullable String system(StreamFrame frame) {
        return switch (frame.topic()) {
            case "PING" -> frame.pong();
            case "CONNECTED", "REGISTERED", "KEEPALIVE" -> null;
            default -> frame.notFound();
        };
    }

    private void publish(StreamFrame frame, List<StreamEffect> effects) {
        Json headers = frame.headers();
        boolean ours = corpId == null || corpId.equals(headers.at("eventCorpId").text());
        String key = key(headers);
        if (!ours || (key != null && seen.put(key, true) != null)) {
            return;
        }
        Json eventType = headers.at("eventType");
        String type = eventType.text();
        if (type == null || eventType.notAnId() != null) {
            return;
        }
        effects.add(new StreamEffect.Publish(
                type,
                StreamEvents.isMetered(type),
                events.read(type, frame.data().unfolded(), ParticipantRow.time(headers.at("eventBornTime")))));
    }

    /** What a repeat has in common with the event; null where it has no id that can be kept. */
    private static @Nullable String key(Json headers) {
        Json event = headers.at("eventId");
        if (event.notAnId() == null) {
            return "event " + event.text();
        }
        Json message = headers.at("messageId");
        return message.notAnId() == null ? "message " + message.text() : null;
    }
}
