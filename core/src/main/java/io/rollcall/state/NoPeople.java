package io.rollcall.state;

import io.rollcall.model.PersonId;
import io.rollcall.state.RosterRepository.FoundPerson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds no one. Stateless and thread-safe. */
final class NoPeople implements PeopleRepository {

    @Override
    public Page search(Query query, @Nullable String after, int most) {
        return new Page(List.of(), null);
    }

    @Override
    public Map<PersonId, FoundPerson> byId(String flow, Collection<PersonId> ids) {
        return Map.of();
    }
}
