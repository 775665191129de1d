package io.rollcall.store;

import io.rollcall.model.SearchText;
import io.rollcall.state.RosterRepository.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of people as searches read them: in pages of 64 people with a line for each. A database compares 64 names at a
 * time, without an index of their parts (docs/decisions/0031-search.md). Stateless and thread-safe.
 */
final class RosterSearchPages {
    /** Lines of a page: about one kilobyte, which PostgreSQL stores in the row and does not compress. */
    static final int SIZE = 64;

    /** People whose names one transaction reads at first, so that other processes do not wait for long. */
    private static final int PART = 2_000;

    private RosterSearchPages() {}

    /** The page of a person. */
    static long page(long number) {
        return number / SIZE;
    }

    private record Key(String flow, long page) {}

    /** A person as searches find them. */
    record Name(long number, String flow, State state, @Nullable String name) {
        Key key() {
            return new Key(flow, page(number));
        }
    }

    private static final String NAMES = "SELECT number, flow, state, name FROM rollcall_roster_person WHERE ";

    static final String NAMES_IN_RANGE = NAMES + "number >= ? AND number < ? AND " + Sql.OF_FLOW;

    private static Name name(ResultSet row) throws SQLException {
        return new Name(row.getLong(1), row.getString(2), State.valueOf(row.getString(3)), row.getString(4));
    }

    /** Writes pages again, after people of theirs were added, changed or removed in the same transaction. */
    static void rewrite(Connection connection, String flow, Collection<Long> pages) throws SQLException {
        rewrite(connection, flow, pages, List.of());
    }

    /** @param added people who were added: a page that is full of them is not read */
    static void rewrite(Connection connection, String flow, Collection<Long> pages, List<Name> added)
            throws SQLException {
        Map<Long, List<Name>> full = added.stream()
                .collect(Collectors.groupingBy(
                        person -> page(person.number()), LinkedHashMap::new, Collectors.toList()));
        full.values().removeIf(people -> people.size() < SIZE);
        List<Name> names = new ArrayList<>();
        full.values().forEach(names::addAll);
        List<Long> others =
                pages.stream().filter(page -> !full.containsKey(page)).toList();
        for (Range range : ranges(others)) {
            names.addAll(Sql.list(
                    connection,
                    NAMES_IN_RANGE,
                    RosterSearchPages::name,
                    range.from() * SIZE,
                    range.until() * SIZE,
                    flow));
        }
        Set<Key> keys = new HashSet<>();
        pages.forEach(page -> keys.add(new Key(flow, page)));
        write(connection, keys, names);
    }

    /** Pages that follow each other. */
    private record Range(long from, long until) {}

    private static List<Range> ranges(Collection<Long> pages) {
        List<Range> ranges = new ArrayList<>();
        for (long page : new TreeSet<>(pages)) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).until() == page) {
                ranges.set(last, new Range(ranges.get(last).from(), page + 1));
            } else {
                ranges.add(new Range(page, page + 1));
            }
        }
        return ranges;
    }

    private static void write(Connection connection, Set<Key> keys, List<Name> names) throws SQLException {
        Map<State, Map<Key, String[]>> lines = new LinkedHashMap<>();
        for (Name name : names) {
            String text = name.name();
            if (text != null) {
                lines.computeIfAbsent(name.state(), state -> new LinkedHashMap<>())
                                .computeIfAbsent(name.key(), key -> new String[SIZE])[(int) (name.number() % SIZE)] =
                        SearchText.of(text).folded();
            }
        }
        List<@Nullable Object[]> written = new ArrayList<>();
        List<@Nullable Object[]> removed = new ArrayList<>();
        for (State state : State.values()) {
            Map<Key, String[]> ofState = lines.getOrDefault(state, Map.of());
            for (Key key : keys) {
                String[] page = ofState.get(key);
                if (page == null) {
                    removed.add(Sql.row(key.flow(), state.name(), key.page()));
                } else {
                    written.add(Sql.row(key.flow(), state.name(), key.page(), text(page)));
                }
            }
        }
        Sql.batch(connection, "DELETE FROM rollcall_roster_search WHERE flow = ? AND state = ? AND page = ?", removed);
        Sql.batch(
                connection,
                """
                INSERT INTO rollcall_roster_search (flow, state, page, names) VALUES (?, ?, ?, ?)
                ON CONFLICT (flow, state, page) DO UPDATE SET names = excluded.names""",
                written);
    }

    /** A page's lines up to the last name. */
    private static String text(@Nullable String[] lines) {
        StringBuilder text = new StringBuilder();
        for (@Nullable String line : lines) {
            text.append(line == null ? "" : line).append('\n');
        }
        return text.toString().stripTrailing();
    }

    /** The folded names of a page by line; those that are empty have none. */
    static List<String> lines(String names) {
        return Arrays.asList(names.split("\n", -1));
    }

    // ---- a store that had people before it had pages

    /** Reads the names of people that no page has, in parts; most stores have none. */
    static void fill(Transactions transactions) {
        boolean left = transactions.read(false, RosterSearchPages::isToFill);
        while (left) {
            left = transactions.write(RosterSearchPages::fillPart);
        }
    }

    private static boolean isToFill(Connection connection) throws SQLException {
        return Sql.number(
                        connection, "SELECT count(*) FROM rollcall_roster_search_fill WHERE next_number <= last_number")
                > 0;
    }

    /** Reads a part; returns whether something is left. */
    private static boolean fillPart(Connection connection) throws SQLException {
        List<Name> names = Sql.list(
                connection,
                NAMES
                        + """
                        number >= (SELECT next_number FROM rollcall_roster_search_fill)
                        AND number <= (SELECT last_number FROM rollcall_roster_search_fill)
                        ORDER BY number LIMIT ?""",
                RosterSearchPages::name,
                PART);
        boolean left = names.size() == PART;
        if (left) {
            // the last page may be incomplete
            long page = page(names.get(PART - 1).number());
            names = names.stream().filter(name -> page(name.number()) < page).toList();
            Sql.update(connection, "UPDATE rollcall_roster_search_fill SET next_number = ?", page * SIZE);
        } else {
            Sql.update(connection, "UPDATE rollcall_roster_search_fill SET next_number = last_number + 1");
        }
        Set<Key> keys = new HashSet<>();
        names.forEach(name -> keys.add(name.key()));
        write(connection, keys, names);
        return left;
    }
}
