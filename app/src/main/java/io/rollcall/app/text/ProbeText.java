package io.rollcall.app.text;

import io.rollcall.json.Sanitizer;
import io.rollcall.probe.Assumption;
import io.rollcall.probe.Assumptions;
import io.rollcall.probe.RecordedExchange;
import io.rollcall.probe.RecordingFiles;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Text about a recording, for people. */
public final class ProbeText {
    /** The most unknown names that are shown. */
    public static final int MOST_UNKNOWN = 50;

    private static final int LONGEST_NAME = 80;

    private ProbeText() {}

    /** One line for each exchange: its file, the HTTP status, and how it was read. */
    public static String exchanges(RecordingFiles files, List<RecordedExchange> exchanges) {
        StringBuilder text = new StringBuilder("Recorded:\n");
        Iterator<String> names = files.texts().keySet().iterator();
        names.next(); // the index
        for (RecordedExchange exchange : exchanges) {
            text.append("  ")
                    .append(names.next())
                    .append("  HTTP ")
                    .append(exchange.response().status())
                    .append("  ")
                    .append(exchange.live())
                    .append(
                            exchange.isReplayable()
                                    ? ""
                                    : "; the recorded file is read as: " + exchange.replayedWords())
                    .append('\n');
        }
        return text.toString();
    }

    /** Why operations are not in the recording; empty if there are none. */
    public static String notRecorded(Map<String, String> reasons) {
        StringBuilder text = new StringBuilder();
        reasons.forEach((operation, why) ->
                text.append("  ").append(operation).append("  ").append(why).append('\n'));
        return text.isEmpty() ? "" : "Not recorded:\n" + text;
    }

    /**
     * The table of assumptions: the assumption, its source, and what the account says or how to find it out.
     *
     * @param answers by the id of the assumption
     */
    public static String assumptions(Map<String, String> answers) {
        StringBuilder text = new StringBuilder("Assumptions about the vendors:\n");
        for (Assumption assumption : Assumptions.ALL) {
            String answer = answers.get(assumption.id());
            text.append("  ")
                    .append(assumption.text())
                    .append(" (docs/vendors/")
                    .append(assumption.source())
                    .append(")\n    ")
                    .append(answer == null ? "Not answered. " + assumption.how() : "Your account: " + answer)
                    .append('\n');
        }
        return text.toString();
    }

    /** A vendor's name as it may be shown on a terminal. */
    public static String shown(String name) {
        String plain = Sanitizer.text(name);
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "…";
    }
}
