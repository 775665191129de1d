package io.rollcall.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * Every statement about the vendors that is marked as unknown in docs/vendors, from the file {@code assumptions.json} beside
 * this class. A test compares both.
 */
public final class Assumptions {
    static final String IDLE = "idle-user";
    static final String DEVICES = "rows-per-device";
    static final String OUTSIDERS = "outsiders-without-id";
    static final String KINDS = "kinds-of-meetings";
    static final String STATUS = "status-1";
    static final String ECHO = "third-account-echo";
    static final String HEADERS = "rate-headers";
    static final String HEAD_COUNT = "head-count-range";
    static final String THROTTLE = "throttle-codes";
    static final String TWICE = "co-host-twice";
    /** Answered by the user, who reads the vendor's console. */
    public static final String COUNTER = "console-counter";

    /** All of them, in the order of the pages. */
    public static final List<Assumption> ALL = read();

    private Assumptions() {}

    private static List<Assumption> read() {
        try (InputStream in = Objects.requireNonNull(Assumptions.class.getResourceAsStream("assumptions.json"))) {
            return List.of(new ObjectMapper().readValue(in, Assumption[].class));
        } catch (IOException damaged) {
            throw new UncheckedIOException("The file assumptions.json in Rollcall's jar cannot be read.", damaged);
        }
    }
}
