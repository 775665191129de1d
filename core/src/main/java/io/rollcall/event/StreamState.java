package io.rollcall.event;

import io.rollcall.json.WireName;

/** How an application's connection is. */
public enum StreamState implements WireName {
    /** There is none, and none is wanted now. */
    CLOSED("closed"),
    /** The vendor is asked for an address, or will be asked after a pause. */
    OPENING("opening"),
    /** The socket is being connected. */
    DIALLING("dialling"),
    /** Events come. */
    LIVE("live"),
    /** The vendor has announced the end of the connection; its successor is not live yet. */
    DRAINING("draining");

    private final String word;

    StreamState(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
