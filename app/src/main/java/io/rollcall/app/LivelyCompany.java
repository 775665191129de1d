package io.rollcall.app;

import io.rollcall.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Lets the meetings of the demo's company come and go: people join and leave, meetings end and start again, and now and then a
 * person of the company changes. The same seed does the same in the same order. Used by one thread.
 */
final class LivelyCompany {
    private static final List<String> MEETINGS =
            List.of("board-weekly", "budget-review", "supplier-call", "press-briefing");

    /** Who is in the meetings that run at the start. */
    private static final Map<String, List<String>> AT_THE_START = Map.of(
            "board-weekly", List.of("UN-zhang-wei", "UN-mary-smith", "UN-john-brown"),
            "budget-review", List.of("UN-mary-smith", "UN-li-na", "un0000042iEiE"),
            "supplier-call", List.of("UN-supplier", "UN-john-brown"));

    private static final List<String> PEOPLE = List.of(
            "UN-zhang-wei",
            "UN-mary-smith",
            "UN-li-na",
            "UN-john-brown",
            "UN-duty-officer",
            "un0000011iEiE",
            "un0000023iEiE",
            "un0000042iEiE",
            "un0000077iEiE");
    private static final List<String> TITLES = List.of("Analyst", "Senior Analyst", "Project Manager", "Team Lead");
    private static final int SMALLEST = 2;
    private static final int LARGEST = 6;

    private final Sandbox sandbox;
    private final Random random;
    /** Who is in which running meeting, as far as this class let them join. */
    private final Map<String, List<String>> present = new LinkedHashMap<>();

    private int steps;

    /** @param sandbox plays {@link io.rollcall.sandbox.Company#demo()}, and has just started */
    LivelyCompany(Sandbox sandbox, long seed) {
        this.sandbox = sandbox;
        this.random = new Random(seed);
        begin();
    }

    /** Lets the meetings of the start begin now: the company's file has a fixed time. */
    private void begin() {
        for (String meeting : MEETINGS) {
            List<String> people = AT_THE_START.get(meeting);
            if (people != null) {
                String[] all = people.toArray(String[]::new);
                sandbox.leave(meeting, all);
                sandbox.endMeeting(meeting);
                sandbox.startMeeting(meeting);
                sandbox.join(meeting, all);
                present.put(meeting, new ArrayList<>(people));
            }
        }
    }

    /** Lets one thing happen. */
    void step() {
        steps++;
        String meeting = MEETINGS.get(random.nextInt(MEETINGS.size()));
        List<String> inside = present.get(meeting);
        if (steps % 8 == 0) {
            changeAPerson();
        } else if (inside == null) {
            sandbox.startMeeting(meeting);
            present.put(meeting, new ArrayList<>());
            join(meeting);
        } else if (inside.size() < SMALLEST || inside.size() < LARGEST && random.nextInt(3) > 0) {
            join(meeting);
        } else if (random.nextInt(4) > 0) {
            sandbox.leave(meeting, inside.remove(random.nextInt(inside.size())));
        } else if (present.size() > SMALLEST) {
            sandbox.leave(meeting, inside.toArray(String[]::new));
            sandbox.endMeeting(meeting);
            present.remove(meeting);
        }
    }

    private void join(String meeting) {
        List<String> inside = present.get(meeting);
        List<String> others = PEOPLE.stream()
                .filter(person -> present.values().stream().noneMatch(people -> people.contains(person)))
                .toList();
        if (inside != null && !others.isEmpty()) {
            String person = others.get(random.nextInt(others.size()));
            sandbox.join(meeting, person);
            inside.add(person);
        }
    }

    private void changeAPerson() {
        String person = "user%07d".formatted(100 + random.nextInt(800));
        if (random.nextBoolean()) {
            sandbox.directory().move(person, 1001 + random.nextInt(30));
        } else {
            String title = TITLES.get(random.nextInt(TITLES.size()));
            sandbox.directory().change(person, "{\"title\": \"" + title + "\"}");
        }
    }
}
