package io.rollcall.report;

/** Something that reports spell with a fixed word. */
public interface WireName {
    /** Lower case with dashes; part of the public interface. */
    String word();
}
