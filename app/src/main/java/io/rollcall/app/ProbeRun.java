package io.rollcall.app;

import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.flow.ListReader;
import io.rollcall.model.MeetingId;
import io.rollcall.probe.ChangesTask;
import io.rollcall.probe.ConfirmedMeeting;
import io.rollcall.probe.Recording;
import io.rollcall.probe.RecordingTask;
import io.rollcall.probe.RoleRemoval;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of a recording. After Ctrl-C it makes no further one, but removes a role that it gave. Used by one thread; a signal
 * comes on another.
 */
final class ProbeRun {
    /** What the user must do if a role could not be removed. */
    static final String ROLE_LEFT =
            "One participant may still be co-host, because the role could not be removed again. Remove it by hand in the meeting.";

    /** How long a stop waits for the removal of a role: a request under way, and the one that removes. */
    private static final int SECONDS_TO_UNDO = 25;

    private final Recording recording;
    private final Console console;
    private final @Nullable String meeting;
    private final boolean yes;
    /** Held while roles may have to be removed. */
    private final Semaphore changing = new Semaphore(1);

    private volatile boolean roleLeft;
    private long metered;

    /**
     * @param meeting whose roles are changed; null for none
     * @param yes whether nothing is asked
     */
    ProbeRun(Recording recording, Console console, @Nullable String meeting, boolean yes) {
        this.recording = recording;
        this.console = console;
        this.meeting = meeting;
        this.yes = yes;
    }

    /** Whether a role that the recording gave may still be there. */
    boolean isRoleLeft() {
        return roleLeft;
    }

    /** Makes the calls, and tells how many there were. */
    void execute(CallListener calls) throws Exception {
        boolean counted = !yes && !recording.meteredCalls(meeting != null).isEmpty();
        String before =
                counted ? number("The number of API calls that DingTalk's console shows now (empty: skip):") : "";
        try (Engine engine = Engine.start(recording.config(), FlowListener.NONE, calls)) {
            ShutdownHook.onSignalReport(() -> stop(engine));
            for (RecordingTask task : recording.tasks()) {
                metered += engine.rollcall().record(task).metered();
                task.failure().ifPresent(console::error);
            }
            console.progress("");
            changes(engine.rollcall());
        }
        console.progress("");
        console.error("Recorded " + recording.exchanges().size() + " answers with " + metered + " metered calls.");
        String after = before.isEmpty() || recording.isStopped()
                ? ""
                : number("The number that it shows now; it may be updated late (empty: skip):");
        if (!after.isEmpty()) {
            recording.facts().console(before, after, metered);
        }
    }

    /** A number that was typed; empty if none was. */
    private String number(String question) {
        String typed = console.ask(question).replaceAll("[,.\\s]", "");
        return typed.matches("\\d{1,9}") ? typed : "";
    }

    private void stop(Engine engine) {
        recording.stop();
        boolean undone = false;
        try {
            undone = changing.tryAcquire(SECONDS_TO_UNDO, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (!undone || roleLeft) {
            console.error(ROLE_LEFT);
        }
        engine.stopRuns();
        changing.release();
    }

    private void changes(Rollcall rollcall) {
        if (meeting == null || recording.isStopped()) {
            return;
        }
        Optional<MeetingId> found = recording.meeting(meeting);
        if (found.isEmpty()) {
            console.error("No meeting with the number " + meeting
                    + " is in the part of the list of running meetings that was read, so nothing was changed.");
            return;
        }
        Optional<ConfirmedMeeting> confirmed = ConfirmedMeeting.of(
                found.get(),
                meeting,
                console.ask("This makes one participant co-host of the meeting " + meeting
                        + ", and removes the role again. Type the number again:"));
        if (confirmed.isEmpty()) {
            console.error("The numbers differ, so nothing was changed.");
            return;
        }
        Optional<ChangesTask> changes =
                recording.changes(confirmed.get(), ListReader.lenient(new SystemEnvironment()::read));
        if (changes.isEmpty()) {
            console.error(
                    "The account that lists the meeting " + meeting + " cannot change roles, so nothing was changed.");
            return;
        }
        changing.acquireUninterruptibly();
        try {
            change(rollcall, changes.get());
        } finally {
            changing.release();
        }
    }

    private void change(Rollcall rollcall, ChangesTask changes) {
        metered += rollcall.record(changes).metered();
        changes.notes().forEach(console::error);
        Optional<RoleRemoval> undo = changes.undo();
        if (undo.isPresent()) {
            metered += rollcall.record(undo.get()).metered();
            roleLeft = !undo.get().isRemoved();
        }
    }
}
