package io.rollcall.sandbox.journal;

import java.util.List;

/**
 * A request that adds or removes co-hosts.
 *
 * @param meeting the meeting's id
 * @param action {@code add} or {@code remove}, as sent
 * @param unionIds the people
 * @param status the HTTP status of the response
 * @param arrivedNanos when it arrived, by {@link System#nanoTime}, which is also the clock of {@link EventPush}
 */
public record CoHostRequest(String meeting, String action, List<String> unionIds, int status, long arrivedNanos) {
    public CoHostRequest {
        unionIds = List.copyOf(unionIds);
    }
}
