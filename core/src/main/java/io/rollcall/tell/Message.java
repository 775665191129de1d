package io.rollcall.tell;

import java.util.ArrayList;
import java.util.List;

/**
 * A message to people before it is written for a channel: plain text without markup. Immutable and thread-safe; {@code
 * toString} shows no text, because it may hold names.
 *
 * @param language of its words
 * @param title one line, which a phone may show alone
 * @param lines may be cut at the end
 * @param footer is never cut
 * @param alarm whether something failed, so that the people to mention are mentioned
 */
public record Message(Language language, String title, List<Line> lines, List<String> footer, boolean alarm) {
    public Message {
        lines = List.copyOf(lines);
        footer = List.copyOf(footer);
    }

    /** A line of text, without line breaks. */
    public record Line(boolean heading, String text) {}

    /** The message with its first lines only, and a line that says how many more there are. */
    Message keeping(int count) {
        if (count >= lines.size()) {
            return this;
        }
        List<Line> kept = new ArrayList<>(lines.subList(0, count));
        while (!kept.isEmpty() && kept.get(kept.size() - 1).heading()) {
            kept.remove(kept.size() - 1);
        }
        kept.add(new Line(false, language.words().more(lines.size() - kept.size())));
        return new Message(language, title, kept, footer, alarm);
    }

    /** The title alone, which mentions no one: it fits everywhere. */
    Message titleOnly() {
        return new Message(language, title, List.of(), List.of(), false);
    }

    @Override
    public String toString() {
        return "Message[" + lines.size() + " lines]";
    }
}
