package io.rollcall.cohost;

import io.rollcall.meeting.CountDown;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.meeting.ProblemSubjects;
import io.rollcall.meeting.UserMeetings;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads the meetings of each listed user, with parallel calls. */
final class UsersObserver implements MeetingObserver {
    private final OngoingMeetings meetings;
    private final List<UserId> users;
    private final Purpose purpose;
    private final ObservationCollector collector = new ObservationCollector();
    private final Map<UserId, List<Problem>> problems = new HashMap<>();
    private int failed;

    /** @param purpose which part of the month's calls the reads may use */
    UsersObserver(OngoingMeetings meetings, List<UserId> users, Purpose purpose) {
        this.meetings = meetings;
        this.users = users;
        this.purpose = purpose;
    }

    @Override
    public void observe(Commands commands, Consumer<Observation> then) {
        CountDown all = new CountDown(() -> then.accept(observation()));
        for (UserId user : users) {
            all.add();
            UserMeetings.read(commands, meetings, user, purpose, outcome -> {
                receive(user, outcome);
                all.complete();
            });
        }
        all.complete();
    }

    private void receive(UserId user, Outcome<List<Participant>> outcome) {
        if (outcome instanceof Outcome.Failed<List<Participant>> failure) {
            problems.put(user, List.of(Problem.of(ProblemSubjects.user(user), failure.fault())));
            failed++;
            return;
        }
        Outcome.Done<List<Participant>> done = (Outcome.Done<List<Participant>>) outcome;
        if (!done.skipped().isEmpty()) {
            problems.put(user, Problem.ofSkipped(ProblemSubjects.user(user), done.skipped(), done.requestId()));
        }
        for (Participant row : done.value()) {
            collector.add(row.meeting(), user, row);
        }
    }

    private Observation observation() {
        return new Observation(
                collector.participants(),
                problems.keySet(),
                problems.isEmpty(),
                failed < users.size(),
                Map.of(),
                users.stream()
                        .map(problems::get)
                        .filter(Objects::nonNull)
                        .flatMap(List::stream)
                        .toList());
    }
}
