package io.rollcall.store;

import io.rollcall.model.PersonId;
import io.rollcall.state.PeopleRepository;
import io.rollcall.state.RosterRepository.FoundPerson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches the people of tracked rosters. Thread-safe. */
final class JdbcPeopleRepository implements PeopleRepository {
    private final Transactions transactions;
    private final Schema schema;

    JdbcPeopleRepository(Transactions transactions, Schema schema) {
        this.transactions = transactions;
        this.schema = schema;
    }

    @Override
    public Page search(Query query, @Nullable String after, int most) {
        RosterSearchPages.fill(transactions);
        return transactions.read(
                new Page(List.of(), null), connection -> PeopleSearch.search(connection, schema, query, after, most));
    }

    @Override
    public Map<PersonId, FoundPerson> byId(String flow, Collection<PersonId> ids) {
        return transactions.read(Map.of(), connection -> RosterPeople.foundById(connection, flow, ids));
    }
}
