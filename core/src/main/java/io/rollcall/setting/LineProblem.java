package io.rollcall.setting;

/**
 * A problem in one line of a text. Immutable.
 *
 * @param line counted from 1
 * @param message what is wrong and what to do; without personal data
 */
public record LineProblem(int line, String message) {

    /** The message with the name of the file and the line. */
    public String in(String file) {
        return file + ", line " + line + ": " + message;
    }
}
