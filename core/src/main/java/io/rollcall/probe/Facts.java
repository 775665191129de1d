package io.rollcall.probe;

import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of one recording say about the assumptions. Its sentences consist of numbers and fixed words. What an answer does
 * not show is not claimed. Used by one thread.
 */
public final class Facts {
    private static final Set<Fault.Kind> REFUSALS =
            Set.of(Fault.Kind.BAD_REQUEST, Fault.Kind.NOT_FOUND, Fault.Kind.UNREADABLE);

    private static final Set<Fault.Kind> ANSWERS =
            Set.of(Fault.Kind.BAD_REQUEST, Fault.Kind.NOT_FOUND, Fault.Kind.SERVER, Fault.Kind.PERMISSION);

    private final Map<String, Set<String>> answers = new LinkedHashMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Map<String, int[]> membersByKind = new TreeMap<>();
    private int external;
    private int externalWithoutId;
    private int severalRows;
    private int lists;
    private final Map<UserDetails.Status, Integer> statuses = new TreeMap<>();
    private int echoed;
    private int found;

    private void add(String assumption, String answer) {
        answers.computeIfAbsent(assumption, any -> new LinkedHashSet<>()).add(answer);
    }

    /** Adds what a person read in the vendor's console. */
    public void console(String before, String after, long metered) {
        add(Assumptions.COUNTER, Sentence.CONSOLE.with(before, after, metered));
    }

    /** @param words of the list's operation: a vendor's text could be anything */
    void meetings(ListedWords words, List<Meeting> page) {
        page.forEach(meeting -> kinds.merge(kind(words, meeting), 1, Integer::sum));
    }

    private static String kind(ListedWords words, Meeting meeting) {
        String kind = meeting.kind();
        return kind == null ? "" : words.kept(kind).orElse("?");
    }

    void members(ListedWords words, Meeting meeting, List<Participant> rows) {
        lists++;
        Map<UserId, Integer> byUser = new HashMap<>();
        int[] count = membersByKind.computeIfAbsent(kind(words, meeting), any -> new int[2]);
        for (Participant row : rows) {
            UserId user = row.user();
            if (user != null) {
                byUser.merge(user, 1, Integer::sum);
            }
            external += row.external() ? 1 : 0;
            externalWithoutId += row.external() && user == null ? 1 : 0;
            count[0]++;
            count[1] += row.phone() ? 1 : 0;
        }
        severalRows += (int)
                byUser.values().stream().filter(rowsOfUser -> rowsOfUser > 1).count();
    }

    /** A person in no list of members; one with rows is in a meeting all the same. */
    void idle(Outcome<List<Participant>> outcome) {
        if (outcome instanceof Outcome.Done<List<Participant>> done
                && done.value().isEmpty()) {
            add(Assumptions.IDLE, Sentence.IDLE.with(0));
        } else if (outcome instanceof Outcome.Failed<List<Participant>> failed
                && REFUSALS.contains(failed.fault().kind())) {
            add(
                    Assumptions.IDLE,
                    Sentence.IDLE_REFUSED.with(failed.fault().kind().word()));
        }
    }

    /** @param other whether people were looked up by another id than the vendor's own */
    void details(Set<String> asked, boolean other, List<UserDetails> items) {
        for (UserDetails item : items) {
            statuses.merge(item.status(), 1, Integer::sum);
            if (other
                    && item.status() == UserDetails.Status.FOUND
                    && item.account().id() != null) {
                found++;
                echoed += asked.contains(item.account().id().value()) ? 1 : 0;
            }
        }
    }

    /** @param wholeCompany null where the application's scope could not be read */
    void headCount(long count, @Nullable Boolean wholeCompany) {
        if (wholeCompany != null) {
            add(Assumptions.HEAD_COUNT, (wholeCompany ? Sentence.WHOLE : Sentence.PART).with(count));
        }
    }

    /** @param afterwards whether the person is co-host after the second request; null where that could not be read */
    void twice(Outcome<?> second, @Nullable Boolean afterwards) {
        if (second instanceof Outcome.Failed<?> unanswered
                && !ANSWERS.contains(unanswered.fault().kind())) {
            return;
        }
        Sentence state = afterwards == null ? Sentence.UNKNOWN : afterwards ? Sentence.STILL : Sentence.NO_LONGER;
        String word = second instanceof Outcome.Failed<?> failed
                ? failed.fault().kind().word()
                : Sentence.SUCCESS.with();
        add(Assumptions.TWICE, Sentence.TWICE.with(word, state.with()));
    }

    /**
     * The answers by the id of their assumption, as one text each; an assumption that was not answered is not in it.
     *
     * @param exchanges of the recording
     */
    Map<String, String> answers(Collection<RecordedExchange> exchanges) {
        Map<String, String> all = new TreeMap<>();
        answers.forEach((id, sentences) -> all.put(id, String.join(" ", sentences)));
        headers(exchanges, all);
        if (!kinds.isEmpty()) {
            all.put(Assumptions.KINDS, kinds());
        }
        if (lists > 0) {
            all.put(Assumptions.DEVICES, Sentence.DEVICES.with(severalRows, lists));
        }
        if (external > 0) {
            all.put(Assumptions.OUTSIDERS, Sentence.OUTSIDERS.with(externalWithoutId, external));
        }
        if (!statuses.isEmpty()) {
            StringJoiner words = new StringJoiner(", ");
            statuses.forEach((status, count) -> words.add(Sentence.STATUS.with(count, status.word())));
            all.put(Assumptions.STATUS, Sentence.STATUSES.with(words));
        }
        if (found > 0) {
            all.put(Assumptions.ECHO, Sentence.ECHO.with(echoed, found));
        }
        return all;
    }

    private static void headers(Collection<RecordedExchange> exchanges, Map<String, String> all) {
        Map<String, Set<String>> byVendor = new TreeMap<>();
        for (RecordedExchange exchange : exchanges) {
            Set<String> names = byVendor.computeIfAbsent(exchange.operation().vendor(), any -> new TreeSet<>());
            exchange.response().headers().keySet().forEach(name -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (AnonymousHeaders.isAboutAmounts(lower) || lower.equals("retry-after")) {
                    names.add(lower);
                }
            });
            if (exchange.live().fault() == Fault.Kind.THROTTLED) {
                all.put(Assumptions.THROTTLE, Sentence.THROTTLED.with());
            }
        }
        StringJoiner answer = new StringJoiner(" ");
        byVendor.forEach((vendor, names) -> answer.add(
                Sentence.HEADERS.with(vendor, names.isEmpty() ? Sentence.NO_HEADER.with() : String.join(", ", names))));
        if (!byVendor.isEmpty()) {
            all.put(Assumptions.HEADERS, answer.toString());
        }
    }

    private String kinds() {
        StringJoiner listed = new StringJoiner(", ");
        kinds.forEach((kind, count) -> listed.add(
                switch (kind) {
                    case "" -> Sentence.NO_KIND.with(count);
                    case "?" -> Sentence.OTHER_KIND.with(count);
                    default -> Sentence.KIND.with(count, kind);
                }));
        int all = kinds.values().stream().mapToInt(Integer::intValue).sum();
        StringJoiner sentences = new StringJoiner(" ");
        sentences.add(Sentence.KINDS.with(all, listed));
        membersByKind.forEach((kind, count) -> sentences.add(
                Sentence.KIND_MEMBERS.with(count[0], kind.isEmpty() ? Sentence.NO_WORD.with() : kind, count[1])));
        return sentences.toString();
    }
}
