package io.rollcall.probe;

/**
 * A statement about a vendor that no one has verified with a real account.
 *
 * @param id for programs; lower case with dashes
 * @param source the page in docs/vendors where it stands
 * @param quote a part of the line that makes the statement
 * @param text the statement, as a sentence
 * @param how how to find it out where a recording does not
 */
public record Assumption(String id, String source, String quote, String text, String how) {}
