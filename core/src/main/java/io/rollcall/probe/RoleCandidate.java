package io.rollcall.probe;

import io.rollcall.meeting.ParticipantState;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses a participant whose role may be changed for a recording: someone who has none on any device. Not instantiable. */
final class RoleCandidate {
    private RoleCandidate() {}

    /**
     * The first such participant of a meeting.
     *
     * @param rows of the whole meeting: a person may have several, on different pages
     * @param listed people whose roles flows manage
     */
    static Optional<UserId> in(List<Participant> rows, Set<UserId> listed) {
        Map<UserId, List<Participant>> byUser = new LinkedHashMap<>();
        for (Participant row : rows) {
            UserId user = row.user();
            if (user != null) {
                byUser.computeIfAbsent(user, any -> new ArrayList<>()).add(row);
            }
        }
        return byUser.entrySet().stream()
                .filter(entry -> !listed.contains(entry.getKey()))
                .filter(entry -> isOne(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** @param rowsOfUser one or more */
    static boolean isOne(List<Participant> rowsOfUser) {
        ParticipantState state = ParticipantState.of(rowsOfUser);
        return state.isActive()
                && !state.external()
                && !state.phone()
                && rowsOfUser.stream().noneMatch(row -> row.host() || row.coHost());
    }
}
