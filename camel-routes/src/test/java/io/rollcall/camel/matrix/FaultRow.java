package io.rollcall.camel.matrix;

import io.rollcall.camel.matrix.Api.Family;
import io.rollcall.camel.matrix.Expected.Mode;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One fault at every operation: what it looks like at each, and what is to come of it. Built up, then not changed. */
final class FaultRow {
    private final String name;
    private final Map<Api, Entry> entries = new EnumMap<>(Api.class);
    private String note = "";
    private boolean atToken;
    private boolean impatient;

    private sealed interface Entry {}

    private record Occurs(Strike strike, Conduct conduct) implements Entry {}

    private record Never(String why) implements Entry {}

    private FaultRow(String name) {
        this.name = name;
    }

    static FaultRow fault(String name) {
        return new FaultRow(name);
    }

    /** A sentence for the page. */
    FaultRow note(String sentence) {
        note = sentence;
        return this;
    }

    /** The fault strikes the call that gets the operation's token, not the operation. */
    FaultRow strikesTheToken() {
        atToken = true;
        return this;
    }

    /** The fault outlasts the response timeout. */
    FaultRow outlastsTheTimeout() {
        impatient = true;
        return this;
    }

    FaultRow everywhere(Strike strike, Conduct conduct) {
        return at(List.of(Api.values()), strike, conduct);
    }

    FaultRow at(Family family, Strike strike, Conduct conduct) {
        return at(of(family), strike, conduct);
    }

    FaultRow at(Collection<Api> apis, Strike strike, Conduct conduct) {
        apis.forEach(api -> entries.put(api, new Occurs(strike, conduct)));
        return this;
    }

    FaultRow never(Family family, String why) {
        return never(of(family), why);
    }

    FaultRow never(Collection<Api> apis, String why) {
        apis.forEach(api -> entries.put(api, new Never(why)));
        return this;
    }

    private static List<Api> of(Family family) {
        return Arrays.stream(Api.values()).filter(api -> api.family() == family).toList();
    }

    String name() {
        return name;
    }

    String note() {
        return note;
    }

    boolean isAtToken() {
        return atToken;
    }

    boolean isImpatient() {
        return impatient;
    }

    /** Why the fault cannot occur at an operation; empty where it can. */
    Optional<String> never(Api api) {
        return entry(api) instanceof Never never ? Optional.of(never.why()) : Optional.empty();
    }

    /** The cells at one operation; none where the fault cannot occur there. */
    List<Cell> cells(Api api) {
        if (!(entry(api) instanceof Occurs occurs)) {
            return List.of();
        }
        List<Mode> modes = occurs.strike().lasting() ? List.of(Mode.ALWAYS) : List.of(Mode.values());
        return modes.stream()
                .map(mode -> new Cell(this, api, mode, occurs.strike(), occurs.conduct()))
                .toList();
    }

    private Entry entry(Api api) {
        Entry entry = entries.get(api);
        if (entry == null) {
            throw new IllegalStateException("the table says nothing of '" + name + "' at " + api.title());
        }
        return entry;
    }
}
