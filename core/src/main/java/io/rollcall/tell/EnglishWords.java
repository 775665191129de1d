package io.rollcall.tell;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** English. */
final class EnglishWords implements Words {
    @Override
    public String failed(String flow, RunOutcome outcome) {
        return switch (outcome) {
            case FAILED -> flow + " failed";
            case INCOMPLETE -> flow + " could not do everything";
            case QUARANTINED -> flow + " is quarantined";
            case COMPLETE -> flow + " is complete";
        };
    }

    @Override
    public String stillFails(String flow) {
        return flow + " still has problems";
    }

    @Override
    public String since(String time) {
        return "Since " + time + ".";
    }

    @Override
    public String worksAgain(String flow, String since) {
        return flow + " works again. It had problems since " + since + ".";
    }

    @Override
    public String failedFor(String flow, String from, String to) {
        return flow + " had problems from " + from + " to " + to + " and works again";
    }

    @Override
    public String severalFail(List<String> flows) {
        return flows.size() + " flows have problems: " + String.join(", ", flows);
    }

    @Override
    public String several(List<String> flows) {
        return String.join(", ", flows);
    }

    @Override
    public String fine(String flow) {
        return flow;
    }

    @Override
    public String runs(long runs, long complete) {
        return runs == complete
                ? (runs == 1 ? "1 run, complete." : number(runs) + " runs, all complete.")
                : number(runs) + (runs == 1 ? " run, " : " runs, ") + number(complete) + " complete.";
    }

    @Override
    public String problem(Problem problem) {
        return problem.subject() + ": " + problem.message();
    }

    @Override
    public String whatToDo(RunOutcome outcome, String flow) {
        return switch (outcome) {
            case QUARANTINED ->
                "The new roster would lose too many people, so it replaced nothing. If it is right, run: rollcall accept "
                        + flow;
            case FAILED, INCOMPLETE, COMPLETE -> "Some changes were not made. To see them, run: rollcall audit";
        };
    }

    @Override
    public String counts(Map<Change.Action, Map<Change.Status, Long>> counts) {
        List<String> done = new ArrayList<>();
        long failed = 0;
        long unknown = 0;
        for (Map.Entry<Change.Action, Map<Change.Status, Long>> action : counts.entrySet()) {
            long made = action.getValue().getOrDefault(Change.Status.DONE, 0L);
            if (made > 0) {
                done.add(made(action.getKey(), made));
            }
            failed += action.getValue().getOrDefault(Change.Status.FAILED, 0L);
            unknown += action.getValue().getOrDefault(Change.Status.UNKNOWN, 0L);
        }
        String text = done.isEmpty() ? "" : String.join(", ", done) + ".";
        if (failed > 0) {
            text += (text.isEmpty() ? "" : " ") + number(failed) + (failed == 1 ? " change" : " changes") + " failed.";
        }
        if (unknown > 0) {
            text += (text.isEmpty() ? "" : " ") + number(unknown) + (unknown == 1 ? " change has" : " changes have")
                    + " an unknown outcome.";
        }
        return text;
    }

    private static String made(Change.Action action, long count) {
        return number(count)
                + switch (action) {
                    case PROMOTE -> count == 1 ? " new co-host" : " new co-hosts";
                    case REMOVE -> count == 1 ? " co-host removed" : " co-hosts removed";
                    case INVITE -> count == 1 ? " person called" : " people called";
                };
    }

    @Override
    public String roster(String flow, RosterResult.Changed changed) {
        List<String> parts = new ArrayList<>();
        add(parts, changed.joined(), "joined");
        add(parts, changed.left(), "left");
        add(parts, changed.returned(), "returned");
        add(parts, changed.moved(), "moved");
        add(parts, changed.renamed(), "renamed");
        add(parts, changed.changed(), "changed");
        add(parts, changed.unseen(), "not seen");
        return "Roster: " + String.join(", ", parts) + ". To see who, run: rollcall diff " + flow;
    }

    private static void add(List<String> parts, long count, String word) {
        if (count > 0) {
            parts.add(number(count) + " " + word);
        }
    }

    @Override
    public String change(Change change, String person, String meeting) {
        String what =
                switch (change.action()) {
                    case PROMOTE -> person + " is co-host in " + meeting;
                    case REMOVE -> person + " is no longer co-host in " + meeting;
                    case INVITE -> person + " was called into " + meeting;
                };
        return switch (change.status()) {
            case DONE -> what;
            case FAILED -> "Failed: " + request(change.action()) + " " + person + " in " + meeting;
            case UNKNOWN ->
                "Unknown outcome: " + request(change.action()) + " " + person + " in " + meeting
                        + ". Look into the meeting";
            case PLANNED, SKIPPED, PAUSED -> "Not requested: " + what;
        };
    }

    private static String request(Change.Action action) {
        return switch (action) {
            case PROMOTE -> "promote";
            case REMOVE -> "remove";
            case INVITE -> "invite";
        };
    }

    @Override
    public String named(String name, String id) {
        return name + " (" + id + ")";
    }

    @Override
    public String moreChanges(long count) {
        return "and " + number(count) + " more " + (count == 1 ? "change" : "changes");
    }

    @Override
    public String more(int count) {
        return "and " + number(count) + " more";
    }

    @Override
    public String left(Pools.Pool pool, boolean nameAccount) {
        List<String> parts = new ArrayList<>();
        if (pool.monthlyCalls() > 0) {
            parts.add(number(pool.calls()) + " of " + number(pool.monthlyCalls()) + " calls");
        }
        if (pool.monthlyEvents() > 0) {
            parts.add(number(pool.events()) + " of " + number(pool.monthlyEvents()) + " events and messages");
        }
        return "Left this month" + (nameAccount ? " (" + pool.account() + ")" : "") + ": " + String.join(", ", parts)
                + ".";
    }

    @Override
    public String lastOfTheMonth(long most) {
        return "This is the last message of this month: most-a-month is " + number(most) + ".";
    }

    @Override
    public String testTitle() {
        return "Rollcall test message";
    }

    @Override
    public List<String> test(String channel, List<String> flows, When when) {
        String about =
                switch (when) {
                    case PROBLEMS -> "when one fails and when it works again";
                    case CHANGES -> "when one fails, works again, or changes something";
                    case REPORTS -> "about every run";
                };
        return List.of(
                "The channel " + channel + " works.",
                flows.isEmpty()
                        ? "No flow uses it yet. Add it to a flow: rollcall.flow.FLOW.tell=" + channel
                        : "Flows: " + String.join(", ", flows) + ". You hear from Rollcall " + about + ".");
    }

    @Override
    public String title(String text) {
        return "Rollcall: " + text;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
