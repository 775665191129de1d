package io.rollcall.roster;

import io.rollcall.model.UserAccount;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The person for whom each account was shown first. An account belongs to one person: if the vendor shows it for several,
 * it is unknown to which of them. At most 32 bytes a person. Not thread-safe.
 */
final class SharedAccounts {
    private final SharedKeys names = new SharedKeys();
    private final SharedKeys ids = new SharedKeys();

    /**
     * The numbers of the people for whom the account was shown before; if there are none, this person is the first.
     *
     * @param key the id in the request: an id that merely repeats it distinguishes no one
     */
    Set<Integer> take(UserAccount account, String key, int ordinal) {
        String name = account.account();
        int byName = name == null ? SharedKeys.NONE : names.take(name, ordinal);
        String id = account.id() == null ? null : account.id().value();
        int byId = id == null || id.equals(key) ? SharedKeys.NONE : ids.take(id, ordinal);
        if (byName == SharedKeys.NONE && byId == SharedKeys.NONE) {
            return Set.of();
        }
        Set<Integer> others = new LinkedHashSet<>(List.of(byName, byId));
        others.remove(SharedKeys.NONE);
        return others;
    }

    long bytes() {
        return names.bytes() + ids.bytes();
    }
}
