package io.rollcall.flow.internal.cohost;

import io.rollcall.call.Outcome;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.meetings.Gate;
import io.rollcall.flow.internal.meetings.Sightings;
import io.rollcall.flow.internal.meetings.Subjects;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.provider.OngoingMeetings;
import io.rollcall.report.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Asks for the meetings of each listed user, all side by side. */
final class LookAtUsers implements Look {
    private final OngoingMeetings meetings;
    private final List<UserId> users;
    private final Sightings sightings = new Sightings();
    private final Map<UserId, List<Problem>> problems = new HashMap<>();
    private int failed;

    LookAtUsers(OngoingMeetings meetings, List<UserId> users) {
        this.meetings = meetings;
        this.users = users;
    }

    @Override
    public void begin(Agenda agenda, Consumer<Sight> then) {
        Gate all = new Gate(() -> then.accept(sight()));
        for (UserId user : users) {
            all.enter();
            agenda.ask(meetings.ongoingMeetings(), user, outcome -> {
                answered(user, outcome);
                all.leave();
            });
        }
        all.leave();
    }

    private void answered(UserId user, Outcome<List<Participant>> outcome) {
        if (outcome instanceof Outcome.Failed<List<Participant>> failure) {
            problems.put(user, List.of(Problem.of(Subjects.user(user), failure.fault())));
            failed++;
            return;
        }
        Outcome.Done<List<Participant>> done = (Outcome.Done<List<Participant>>) outcome;
        if (!done.skipped().isEmpty()) {
            problems.put(user, Problem.ofSkipped(Subjects.user(user), done.skipped(), done.requestId()));
        }
        for (Participant row : done.value()) {
            // assumption: a row without a person is about the one who was asked for; a row about somebody else is not
            UserId person = row.user();
            if (person == null || person.equals(user)) {
                sightings.add(row.meeting(), user, row);
            }
        }
    }

    private Sight sight() {
        return new Sight(
                sightings.presences(),
                problems.keySet(),
                problems.isEmpty(),
                failed < users.size(),
                users.stream()
                        .map(problems::get)
                        .filter(Objects::nonNull)
                        .flatMap(List::stream)
                        .toList());
    }
}
