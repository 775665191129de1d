package io.rollcall.tell;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The phrases of messages in one language. Plain text: nothing here is escaped. Stateless and thread-safe. */
public interface Words {
    /** The longest name or title, in characters. */
    int LONGEST_NAME = 40;

    /** What happened to a flow that fails. */
    String failed(String flow, RunOutcome outcome);

    /** A flow still fails that was reported a day ago. */
    String stillFails(String flow);

    /** When the failure began. */
    String since(String time);

    /** A flow is well again, which it was not since a time. */
    String worksAgain(String flow, String since);

    /** A flow failed for a while, before anyone was told, and is well again. */
    String failedFor(String flow, String from, String to);

    /** A title for several flows that fail. */
    String severalFail(List<String> flows);

    /** A title for several flows of which none fails. */
    String several(List<String> flows);

    /** A heading for a flow that did what it should. */
    String fine(String flow);

    /** How many runs a message is about. */
    String runs(long runs, long complete);

    /** A problem, and what to do. */
    String problem(Problem problem);

    /** What to do about a run that failed without a problem of its own. */
    String whatToDo(RunOutcome outcome, String flow);

    /** How many changes were made, and how many were not. */
    String counts(Map<Change.Action, Map<Change.Status, Long>> counts);

    /** How a tracked roster changed, and how to see it. */
    String roster(String flow, RosterResult.Changed changed);

    /**
     * One change.
     *
     * @param person who, with the name if it may be shown
     * @param meeting where, with the title if it may be shown
     */
    String change(Change change, String person, String meeting);

    /** A person or a meeting with a name. */
    String named(String name, String id);

    /** Changes that have no line of their own. */
    String moreChanges(long count);

    /** Lines that do not fit. */
    String more(int count);

    /** What is left of the month. */
    String left(Pools.Pool pool, boolean nameAccount);

    /** The channel may send nothing more this month. */
    String lastOfTheMonth(long most);

    /** The title of a test. */
    String testTitle();

    /** The text of a test. */
    List<String> test(String channel, List<String> flows, When when);

    /** The name of a robot's message where there is no other. */
    String title(String text);

    /** One change, with names if there are any. */
    static String change(Words words, Change change, Names names) {
        @Nullable String who = change.user() == null ? null : change.user().value();
        String id = who != null
                ? who
                : change.phone() == null ? "?" : PhoneMask.of(change.phone().value());
        String person = change.user() == null
                ? id
                : names.person(change.user())
                        .map(name -> words.named(clean(name), id))
                        .orElse(id);
        String meeting = change.meeting().value();
        return words.change(
                change,
                person,
                names.title(change.meeting())
                        .map(title -> words.named(clean(title), meeting))
                        .orElse(meeting));
    }

    /** A stranger's text: one short line that no client turns into a link. */
    static String clean(String text) {
        return Lines.cut(Lines.plain(text).replace("://", ":\uFF0F\uFF0F"), LONGEST_NAME);
    }
}
