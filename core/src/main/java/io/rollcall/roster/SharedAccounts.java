package io.rollcall.roster;

import io.rollcall.model.UserAccount;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The person for whom each account was shown first. An account belongs to one person: if the vendor shows it for several,
 * it is unknown to which of them. At most 48 bytes a person. Not thread-safe.
 */
final class SharedAccounts {
    private final SharedKeys owners = new SharedKeys();

    /**
     * The numbers of the people for whom the account was shown before; if there are none, this person is the first.
     *
     * @param key the id in the request: an id that merely repeats it distinguishes no one
     */
    Set<Integer> take(UserAccount account, String key, int ordinal) {
        Set<Integer> others = new LinkedHashSet<>();
        String name = account.account();
        if (name != null) {
            take("account " + name, ordinal, others);
        }
        if (account.id() != null && !account.id().value().equals(key)) {
            take("id " + account.id().value(), ordinal, others);
        }
        return others;
    }

    private void take(String what, int ordinal, Set<Integer> others) {
        int before = owners.take(what, ordinal);
        if (before != SharedKeys.NONE) {
            others.add(before);
        }
    }

    long bytes() {
        return owners.bytes();
    }
}
