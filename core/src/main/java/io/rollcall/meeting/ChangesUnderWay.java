package io.rollcall.meeting;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The people for whom runs in this process are making a change now. Another run, whose reads do not show the change yet, leaves
 * them out. Thread-safe.
 */
public final class ChangesUnderWay {
    private final Map<Person, Object> owners = new ConcurrentHashMap<>();

    /** A person in a meeting. */
    public record Person(MeetingId meeting, UserId user) {}

    /** The people for whom a change is being made now; a copy. */
    public Set<Person> now() {
        return Set.copyOf(owners.keySet());
    }

    /**
     * Begins a change; {@link #end} must follow.
     *
     * @param owner who makes it; may begin it repeatedly
     * @return false if another owner is making one
     */
    public boolean begin(Person person, Object owner) {
        Object before = owners.putIfAbsent(person, owner);
        return before == null || before == owner;
    }

    /** Ends a change that the owner began; without effect otherwise. */
    public void end(Person person, Object owner) {
        owners.remove(person, owner);
    }
}
