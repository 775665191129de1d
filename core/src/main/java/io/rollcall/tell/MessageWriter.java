package io.rollcall.tell;

import io.rollcall.call.Moment;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what happened to flows, and what to do. Immutable and thread-safe. */
final class MessageWriter {
    /** The longest line, in characters. */
    private static final int LONGEST_LINE = 500;

    private static final int LONGEST_TITLE = 100;

    /** The most problems of one flow that have a line of their own. */
    private static final int MOST_PROBLEMS = 10;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Language language;
    private final Words words;
    private final When when;
    private final long mostAMonth;
    private final ZoneId zone;

    MessageWriter(Channel channel, ZoneId zone) {
        this(channel.language(), channel.when(), channel.mostAMonth(), zone);
    }

    MessageWriter(Language language, When when, long mostAMonth, ZoneId zone) {
        this.language = language;
        this.words = language.words();
        this.when = when;
        this.mostAMonth = mostAMonth;
        this.zone = zone;
    }

    /** The message that a channel works. */
    static Message test(Channel channel, List<String> flows) {
        Words words = channel.language().words();
        List<Message.Line> lines = words.test(channel.name(), flows, channel.when()).stream()
                .map(line -> new Message.Line(false, line(line)))
                .toList();
        return new Message(channel.language(), words.testTitle(), lines, List.of(), false);
    }

    Message write(List<PendingFlow> flows, Pools pools, boolean last) {
        List<Message.Line> lines = new ArrayList<>();
        for (PendingFlow flow : flows) {
            if (flows.size() > 1) {
                lines.add(new Message.Line(true, line(heading(flow))));
            }
            body(flow).forEach(text -> lines.add(new Message.Line(false, line(text))));
        }
        List<String> footer = new ArrayList<>();
        List<Pools.Pool> metered = pools.pools().stream()
                .filter(pool -> pool.monthlyCalls() > 0 || pool.monthlyEvents() > 0)
                .toList();
        metered.forEach(pool -> footer.add(words.left(pool, metered.size() > 1)));
        if (last) {
            footer.add(words.lastOfTheMonth(mostAMonth));
        }
        boolean alarm = flows.stream().anyMatch(MessageWriter::fails);
        return new Message(language, Lines.cut(words.title(title(flows)), LONGEST_TITLE), lines, footer, alarm);
    }

    private static boolean fails(PendingFlow flow) {
        return flow.failure() != null && flow.recovery().isEmpty();
    }

    private String title(List<PendingFlow> flows) {
        List<String> failing = flows.stream()
                .filter(MessageWriter::fails)
                .map(PendingFlow::flow)
                .toList();
        if (failing.size() > 1) {
            return words.severalFail(failing);
        }
        if (failing.size() == 1) {
            return flows.stream()
                    .filter(MessageWriter::fails)
                    .map(this::heading)
                    .findFirst()
                    .orElseThrow();
        }
        if (flows.size() > 1) {
            return words.several(flows.stream().map(PendingFlow::flow).toList());
        }
        PendingFlow only = flows.get(0);
        if (only.recovery().isPresent()) {
            return heading(only);
        }
        return only.flow()
                + (only.changes().changes() > 0
                        ? ": " + words.counts(only.changes().counts()).replaceAll("[.。]$", "")
                        : "");
    }

    private String heading(PendingFlow flow) {
        RunOutcome failure = flow.failure();
        Instant since = flow.failingSince();
        Instant recovered = flow.recovery().map(Moment::wall).orElse(null);
        if (failure != null && recovered != null && since != null && !flow.isKnown()) {
            return words.failedFor(flow.flow(), time(since), time(recovered));
        }
        if (recovered != null && since != null) {
            return words.worksAgain(flow.flow(), time(since));
        }
        if (failure == null) {
            return words.fine(flow.flow());
        }
        return flow.isKnown() ? words.stillFails(flow.flow()) : words.failed(flow.flow(), failure);
    }

    private List<String> body(PendingFlow flow) {
        List<String> lines = new ArrayList<>();
        PendingChanges changes = flow.changes();
        RunOutcome failure = flow.failure();
        if (failure != null) {
            List<Problem> problems = flow.problems();
            problems.stream().limit(MOST_PROBLEMS).map(words::problem).forEach(lines::add);
            if (problems.size() > MOST_PROBLEMS) {
                lines.add(words.more(problems.size() - MOST_PROBLEMS));
            }
            if (problems.isEmpty() || failure == RunOutcome.QUARANTINED) {
                lines.add(words.whatToDo(failure, flow.flow()));
            }
            lines.addAll(flow.notes());
            Instant since = flow.failingSince();
            if (flow.isKnown() && since != null && flow.recovery().isEmpty()) {
                lines.add(words.since(time(since)));
            }
        }
        if (when == When.REPORTS || changes.runs() > 1) {
            lines.add(words.runs(changes.runs(), changes.completeRuns()));
        }
        if (changes.changes() > 0) {
            lines.add(words.counts(changes.counts()));
            lines.addAll(changes.changeLines());
            if (changes.changes() > changes.changeLines().size()) {
                lines.add(words.moreChanges(
                        changes.changes() - changes.changeLines().size()));
            }
        }
        if (changes.rosterChanges().total() > 0) {
            lines.add(words.roster(flow.flow(), changes.rosterChanges()));
        }
        return lines;
    }

    private String time(Instant time) {
        return MINUTE.format(time.atZone(zone));
    }

    private static String line(String text) {
        return Lines.cut(Lines.plain(text), LONGEST_LINE);
    }
}
