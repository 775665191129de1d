package io.rollcall.setting;

/**
 * Something wrong with a line of a text.
 *
 * @param line counted from 1
 * @param message what is wrong and what to do; without persons' data
 */
public record LineProblem(int line, String message) {

    /** The problem with the name of the file. */
    public String in(String file) {
        return file + ", line " + line + ": " + message;
    }
}
