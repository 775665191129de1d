package io.rollcall.tell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How a chat service marks the parts of a message. Immutable and thread-safe.
 *
 * @param beforeTitle in the title's line
 * @param afterTitle in the title's line
 * @param bold on both sides of a heading
 * @param bullet before each other line
 * @param escape keeps text from acting as markup
 */
public record Layout(String beforeTitle, String afterTitle, String bold, String bullet, UnaryOperator<String> escape) {

    /** The lines of a message. @param title escaped */
    public List<String> lines(String title, Message message) {
        List<String> lines = new ArrayList<>();
        lines.add(beforeTitle + title + afterTitle);
        for (Message.Line line : message.lines()) {
            String text = escape.apply(line.text());
            lines.add(line.heading() ? bold + text + bold : bullet + text);
        }
        message.footer().forEach(text -> lines.add("> " + escape.apply(text)));
        return lines;
    }
}
