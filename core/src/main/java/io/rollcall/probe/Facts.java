package io.rollcall.probe;

import io.rollcall.http.HttpResponse;
import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of one recording say about the assumptions. Its sentences consist of numbers and fixed words. Used by one
 * thread.
 */
public final class Facts {
    private final Map<String, List<String>> answers = new LinkedHashMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private int meetings;
    private int participants;
    private int external;
    private int externalWithoutId;
    private int phones;
    private int severalRows;
    private int listed;
    private final Map<UserDetails.Status, Integer> statuses = new TreeMap<>();
    private int echoed;
    private int notEchoed;

    /** Adds an answer. */
    public void add(String assumption, String answer) {
        answers.computeIfAbsent(assumption, any -> new ArrayList<>()).add(answer);
    }

    void meetings(List<Meeting> page) {
        meetings += page.size();
        page.forEach(meeting -> kinds.merge(kind(meeting.kind()), 1, Integer::sum));
    }

    // a vendor's text could be anything; its numbers are the facts
    private static String kind(@Nullable String kind) {
        return kind != null && kind.matches("\\d{1,3}")
                ? "bizType " + kind
                : kind == null ? "no bizType" : "another bizType";
    }

    void members(List<Participant> rows) {
        listed++;
        participants += rows.size();
        Map<UserId, Integer> byUser = new HashMap<>();
        for (Participant row : rows) {
            UserId user = row.user();
            if (user != null) {
                byUser.merge(user, 1, Integer::sum);
            }
            external += row.external() ? 1 : 0;
            externalWithoutId += row.external() && user == null ? 1 : 0;
            phones += row.phone() ? 1 : 0;
        }
        severalRows += (int) byUser.values().stream().filter(count -> count > 1).count();
    }

    void idle(int rows) {
        add(
                Assumptions.IDLE,
                "A person in no list of members was answered with " + rows + " rows, as an answer without error.");
    }

    void details(Set<String> asked, boolean third, List<UserDetails> found) {
        for (UserDetails item : found) {
            statuses.merge(item.status(), 1, Integer::sum);
            if (third && item.account().id() != null) {
                boolean echo = asked.contains(item.account().id().value());
                echoed += echo ? 1 : 0;
                notEchoed += echo ? 0 : 1;
            }
        }
    }

    void headCount(long count, boolean wholeCompany) {
        add(
                Assumptions.HEAD_COUNT,
                (wholeCompany
                                ? "The application may see the whole company, so this account does not tell; the head count is "
                                : "The application may see a part of the company; the head count is ")
                        + count + ".");
    }

    void headers(String vendor, HttpResponse response) {
        Set<String> names = new TreeSet<>();
        response.headers().keySet().forEach(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.contains("ratelimit") || lower.contains("rate-limit") || lower.equals("retry-after")) {
                names.add(lower);
            }
        });
        String answer =
                vendor + ": " + (names.isEmpty() ? "no header about a rate limit" : String.join(", ", names)) + ".";
        if (!answers.getOrDefault(Assumptions.HEADERS, List.of()).contains(answer)) {
            add(Assumptions.HEADERS, answer);
        }
    }

    /** The answers by the id of their assumption, as one text each; an assumption that was not answered is not in it. */
    public Map<String, String> answers() {
        Map<String, String> all = new TreeMap<>();
        answers.forEach((id, sentences) -> all.put(id, String.join(" ", sentences)));
        if (meetings > 0) {
            all.put(
                    Assumptions.KINDS,
                    meetings + " running meetings listed: " + counts(kinds) + "; " + participants + " members in "
                            + listed + " lists, " + phones + " by phone.");
        }
        if (listed > 0) {
            all.put(Assumptions.DEVICES, severalRows + " people had several rows in one of " + listed + " lists.");
        }
        if (external > 0) {
            all.put(
                    Assumptions.OUTSIDERS,
                    externalWithoutId + " of " + external + " people from outside had no user id.");
        }
        if (!statuses.isEmpty()) {
            all.put(Assumptions.STATUS, "Statuses seen: " + counts(statuses) + ".");
        }
        if (echoed + notEchoed > 0) {
            all.put(
                    Assumptions.ECHO,
                    echoed + " of " + (echoed + notEchoed)
                            + " answers to a look-up by third account had the asked id.");
        }
        return all;
    }

    private static String counts(Map<?, Integer> counts) {
        StringBuilder words = new StringBuilder();
        counts.forEach((what, count) -> words.append(words.isEmpty() ? "" : ", ")
                .append(count)
                .append(" × ")
                .append(what instanceof UserDetails.Status status ? status.word() : what));
        return words.toString();
    }
}
