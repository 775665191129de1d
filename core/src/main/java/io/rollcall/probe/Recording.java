package io.rollcall.probe;

import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OperationName;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One recording of all applications of a configuration: the tasks that make its calls, and what came of them. Used by one thread,
 * except for {@link #stop}. Its text form shows nothing of it.
 */
public final class Recording {
    private final RollcallConfig config;
    private final Recorder recorder;
    private final Facts facts = new Facts();
    private final List<RecordingTask> tasks;
    private volatile @Nullable ChangesTask changes;
    private volatile boolean stopped;

    private Recording(RollcallConfig config, Recorder recorder) {
        this.config = config;
        this.recorder = recorder;
        this.tasks = Subject.of(config).stream()
                .map(subject -> new RecordingTask(subject, recorder, facts))
                .toList();
    }

    /**
     * A recording whose calls are not made yet.
     *
     * @param random not predictable: who can repeat it can undo the recording
     * @param recorded is called after each answer, by any thread, with their number
     */
    public static Recording of(RollcallConfig config, RandomGenerator random, IntConsumer recorded) {
        Anonymizer anonymizer = new Anonymizer(random);
        Credentials.of(config).forEach(anonymizer::secret);
        Recorder recorder = new Recorder(anonymizer, recorded);
        Map<String, Application> applications = new TreeMap<>();
        config.applications()
                .forEach((account, application) ->
                        applications.put(account, RecordedProvider.in(application, recorder)));
        return new Recording(config.with(applications), recorder);
    }

    /** The configuration with which the tasks are executed: it records the tokens. */
    public RollcallConfig config() {
        return config;
    }

    /** The tasks, one for each application, in the order in which they are executed. */
    public List<RecordingTask> tasks() {
        return tasks;
    }

    /**
     * The most calls that count against the month, by account; accounts without any are left out.
     *
     * @param withChanges whether roles are changed: in each account, because the meeting's is not known yet
     */
    public SortedMap<String, Integer> meteredCalls(boolean withChanges) {
        SortedMap<String, Integer> calls = new TreeMap<>();
        for (RecordingTask task : tasks) {
            boolean changes = withChanges
                    && task.application().monthlyCalls() > 0
                    && task.application().provider().capability(CoHosts.class).isPresent();
            int most = task.meteredCalls() + (changes ? ChangesTask.METERED_CALLS + ChangesTask.METERED_REMOVALS : 0);
            if (most > 0) {
                calls.put(task.account(), most);
            }
        }
        return calls;
    }

    /** The running meeting with this number or id, and whether its account can change roles; empty if no list named it. */
    public Optional<MeetingId> meeting(String number) {
        return tasks.stream().flatMap(task -> task.meeting(number).stream()).findFirst();
    }

    /**
     * What changes roles in a meeting that {@link #meeting} found.
     *
     * @param lists reads the lists of co-host flows
     * @return empty if the account whose list named the meeting cannot change roles
     */
    public Optional<ChangesTask> changes(ConfirmedMeeting confirmed, ListReader lists) {
        // never another account: the meeting may be one of another company there
        Application application = tasks.stream()
                .filter(task -> task.meeting(confirmed.meeting().value()).isPresent())
                .map(RecordingTask::application)
                .findFirst()
                .orElseThrow();
        Optional<OngoingMeetings> meetings = application.provider().capability(OngoingMeetings.class);
        Optional<CoHosts> coHosts = application.provider().capability(CoHosts.class);
        if (meetings.isEmpty() || coHosts.isEmpty()) {
            return Optional.empty();
        }
        Set<UserId> listed = new HashSet<>();
        config.flows().forEach(flow -> listed.addAll(flow.managedUsers(lists)));
        ChangesTask task = new ChangesTask(
                application,
                meetings.get(),
                new AuditedCall(coHosts.get(), confirmed, recorder),
                confirmed,
                listed,
                recorder,
                facts);
        changes = task;
        return Optional.of(task);
    }

    /** Makes no further call but the one that removes a role again, from any thread. */
    public void stop() {
        stopped = true;
        tasks.forEach(RecordingTask::stop);
        ChangesTask changing = changes;
        if (changing != null) {
            changing.stop();
        }
    }

    /** Whether {@link #stop} was called; then nothing of the recording is to be kept. */
    public boolean isStopped() {
        return stopped;
    }

    /** What the answers say about the assumptions. */
    public Facts facts() {
        return facts;
    }

    /** What was recorded so far, in order. */
    public List<RecordedExchange> exchanges() {
        return recorder.exchanges();
    }

    /** Why operations are not in the recording, by their name; those that another application answered are left out. */
    public SortedMap<String, String> notRecorded() {
        SortedMap<String, String> reasons = new TreeMap<>();
        for (RecordingTask task : tasks) {
            task.notRecorded().forEach((OperationName operation, String why) -> {
                if (!recorder.has(operation)) {
                    reasons.putIfAbsent(operation.toString(), why);
                }
            });
        }
        return reasons;
    }

    /** Whether each operation that reads was recorded for each application, and every recorded answer reads as the real one. */
    public boolean isComplete() {
        return tasks.stream().allMatch(RecordingTask::isComplete)
                && exchanges().stream().allMatch(RecordedExchange::isReplayable);
    }

    /** Answers about the assumptions, by their id. */
    public Map<String, String> answers() {
        return facts.answers(exchanges());
    }

    /** @param month in UTC */
    public RecordingFiles files(YearMonth month, String version) {
        return new RecordingFiles(exchanges(), notRecorded(), answers(), month, version);
    }

    /** Searches for everything that was replaced, and for every secret. */
    public RecordingScan scan(String version) {
        return RecordingScan.of(recorder.anonymizer(), config.applications().values(), version);
    }

    /** Names that are not listed, and are not in the recording: for the user's eyes only. */
    public Set<String> unknownNames() {
        return recorder.anonymizer().unknownNames();
    }

    /** Names of listed fields whose text was none of the listed words. */
    public Set<String> unknownWords() {
        return recorder.anonymizer().unknownWords();
    }

    @Override
    public String toString() {
        return "Recording[" + recorder.exchanges().size() + "]";
    }
}
