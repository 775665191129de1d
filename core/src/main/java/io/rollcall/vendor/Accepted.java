package io.rollcall.vendor;

/** The vendor said that it did what was asked; it says nothing more. */
public enum Accepted {
    ACCEPTED
}
