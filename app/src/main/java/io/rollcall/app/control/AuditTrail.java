package io.rollcall.app.control;

import io.rollcall.model.PersonId;
import io.rollcall.setting.Characters;
import io.rollcall.state.AuditFilter;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Result;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.StateStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail in pages, newest first. Thread-safe.
 *
 * @param rosters the names of the roster flows, in which userIds are looked up
 * @param region of telephone numbers without a country code
 */
public record AuditTrail(StateStore store, Collection<String> rosters, String region) {
    private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]");

    /**
     * What is searched.
     *
     * @param person a unionId, a userId of a tracked roster, or a telephone number in any notation; null for everyone
     */
    public record Query(
            @Nullable String flow,
            @Nullable String meeting,
            @Nullable String person,
            @Nullable Result result,
            @Nullable Instant from,
            @Nullable Instant to) {
        /** Shows no person. */
        @Override
        public String toString() {
            return "Query[" + flow + ", " + result + "]";
        }
    }

    /** A page of what is searched. @param before {@link Long#MAX_VALUE} for the newest */
    public List<Entry> page(Query query, long before, int most) {
        String meeting = query.meeting();
        AuditFilter filter = new AuditFilter(
                query.flow(),
                meeting == null ? null : Characters.strip(meeting),
                query.person() == null ? Set.of() : people(Characters.strip(query.person())),
                query.result(),
                query.from(),
                query.to());
        return store.audit().page(filter, before, most);
    }

    /** One change; empty if there is none of this id. */
    public Optional<Entry> find(long id) {
        return store.audit().page(AuditFilter.ALL, id + 1, 1).stream()
                .filter(entry -> entry.id() == id)
                .findFirst();
    }

    private Set<String> people(String person) {
        Set<String> ids = new HashSet<>(Set.of(person));
        RosterSearch.phone(person, region).ifPresent(phone -> {
            ids.add(NO_DIGITS.matcher(person).replaceAll(""));
            ids.add(NO_DIGITS.matcher(phone.value()).replaceAll(""));
        });
        for (String flow : rosters) {
            store.rosters().byId(flow, List.of(new PersonId(person))).stream()
                    .map(KnownPerson::unionId)
                    .forEach(unionId -> {
                        if (unionId != null) {
                            ids.add(unionId.value());
                        }
                    });
        }
        return ids;
    }
}
