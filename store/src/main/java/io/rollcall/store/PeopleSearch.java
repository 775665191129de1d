package io.rollcall.store;

import io.rollcall.model.SearchText;
import io.rollcall.state.PeopleRepository.Page;
import io.rollcall.state.PeopleRepository.Query;
import io.rollcall.state.RosterRepository.FoundPerson;
import io.rollcall.state.RosterRepository.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One search for people: reads positions in their order until the page is full, then the people at these positions. Used by
 * one thread.
 */
final class PeopleSearch {
    private static final Pattern PHONE = Pattern.compile("\\+[0-9]+");

    /** Of one id in several flows, or one number of several people. */
    private static final int MOST_BY_ID = 1_000;

    private final Connection connection;
    private final Schema schema;
    private final Query query;
    private final SearchText name;
    private final SearchPosition after;
    private final int most;
    private final List<SearchPosition> found = new ArrayList<>();
    private final Set<Long> byId = new HashSet<>();

    private PeopleSearch(Connection connection, Schema schema, Query query, @Nullable String after, int most) {
        this.connection = connection;
        this.schema = schema;
        this.query = query;
        // no name is a telephone number
        this.name = SearchText.of(PHONE.matcher(query.text()).matches() ? "" : query.text());
        this.after = after == null ? SearchPosition.BEFORE_ALL : SearchPosition.parse(after);
        this.most = most;
    }

    static Page search(Connection connection, Schema schema, Query query, @Nullable String after, int most)
            throws SQLException {
        PeopleSearch search = new PeopleSearch(connection, schema, query, after, most);
        return query.text().isBlank() || !StorableText.isStorable(query.text())
                ? new Page(List.of(), null)
                : search.page();
    }

    private Page page() throws SQLException {
        Map<State, List<SearchPosition>> ids = byId();
        Set<String> flows = name.isEmpty() ? Set.of() : flows();
        for (State state : State.values()) {
            ids.getOrDefault(state, List.of()).stream()
                    .filter(position -> position.compareTo(after) > 0)
                    .forEach(found::add);
            for (String flow : flows) {
                names(state, flow);
            }
        }
        boolean more = found.size() > most;
        List<SearchPosition> page = more ? found.subList(0, most) : found;
        return new Page(people(page), more ? page.get(most - 1).encoded() : null);
    }

    /** The people whom an id or a number names exactly, by state, in the order of their positions. */
    private Map<State, List<SearchPosition>> byId() throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(List.of(query.text(), query.text(), query.text()));
        String condition = "user_id = ? OR union_id = ? OR phone = ?";
        if (query.phone() != null) {
            condition += " OR phone = ?";
            values.add(query.phone().value());
        }
        values.add(MOST_BY_ID);
        Map<State, List<SearchPosition>> ids = new LinkedHashMap<>();
        // the flow is compared here: with it, SQLite would read all people of the flow
        Sql.list(
                        connection,
                        "SELECT state, flow, number FROM rollcall_roster_person WHERE " + condition
                                + " ORDER BY number LIMIT ?",
                        row -> new SearchPosition(
                                State.valueOf(row.getString(1)), false, row.getString(2), row.getLong(3)),
                        values.toArray())
                .stream()
                .filter(position -> isSearched(position.flow()))
                .sorted()
                .forEach(position -> {
                    byId.add(position.number());
                    ids.computeIfAbsent(position.state(), state -> new ArrayList<>())
                            .add(position);
                });
        return ids;
    }

    private boolean isSearched(String flow) {
        return query.flow() == null || query.flow().equals(flow);
    }

    /** The flows that have pages, in the order of Java: a database may have another. */
    private Set<String> flows() throws SQLException {
        if (query.flow() != null) {
            return Set.of(query.flow());
        }
        Set<String> flows = new TreeSet<>();
        String last = "";
        // one step in the index for each flow: DISTINCT would read all pages
        do {
            last = Sql.first(
                            connection,
                            "SELECT coalesce(min(flow), '') FROM rollcall_roster_search WHERE flow > ?",
                            row -> row.getString(1),
                            last)
                    .orElse("");
        } while (!last.isEmpty() && flows.add(last));
        return flows;
    }

    /** Adds the people of a flow in a state whose name has the text, until there is one more than the page takes. */
    private void names(State state, String flow) throws SQLException {
        if (new SearchPosition(state, true, flow, Long.MAX_VALUE).compareTo(after) < 0) {
            return;
        }
        long page = after.isNameOf(state, flow) ? RosterSearchPages.page(after.number()) : 0;
        boolean left = true;
        while (left && found.size() <= most) {
            int limit = most + 1 - found.size();
            List<NamesPage> pages = Sql.list(
                    connection,
                    "SELECT page, names FROM rollcall_roster_search WHERE flow = ? AND state = ? AND page >= ? AND "
                            + contains() + " ORDER BY page LIMIT ?",
                    row -> new NamesPage(row.getLong(1), row.getString(2)),
                    flow,
                    state.name(),
                    page,
                    name.folded(),
                    limit);
            pages.forEach(one -> take(state, flow, one));
            left = pages.size() == limit;
            page = left ? pages.get(limit - 1).page() + 1 : page;
        }
    }

    private record NamesPage(long page, String names) {}

    private String contains() {
        return switch (schema) {
            case SQLITE -> "instr(names, ?) > 0";
            case POSTGRESQL -> "strpos(names, ?) > 0";
        };
    }

    private void take(State state, String flow, NamesPage page) {
        List<String> lines = RosterSearchPages.lines(page.names());
        for (int line = 0; line < lines.size() && found.size() <= most; line++) {
            SearchPosition position =
                    new SearchPosition(state, true, flow, page.page() * RosterSearchPages.SIZE + line);
            if (lines.get(line).contains(name.folded())
                    && position.compareTo(after) > 0
                    && !byId.contains(position.number())) {
                found.add(position);
            }
        }
    }

    /** The people at positions; those who were removed in between are absent. */
    private List<FoundPerson> people(List<SearchPosition> positions) throws SQLException {
        Map<Long, FoundPerson> people = RosterPeople.byNumber(
                connection, positions.stream().map(SearchPosition::number).toList());
        List<FoundPerson> inOrder = new ArrayList<>();
        for (SearchPosition position : positions) {
            FoundPerson person = people.get(position.number());
            if (person != null) {
                inOrder.add(person);
            }
        }
        return inOrder;
    }
}
