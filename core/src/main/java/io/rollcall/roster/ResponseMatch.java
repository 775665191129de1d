package io.rollcall.roster;

import io.rollcall.model.AccountId;
import io.rollcall.model.UserDetails;
import io.rollcall.roster.RosterConfig.Join;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which item of a response is about which id of the request. Never by position: neither order nor number of
 * the items is promised (docs/vendors/huawei.md §1). Pure.
 *
 * @param sure the items that are certainly about an id
 * @param doubtful ids that several items claim
 */
record ResponseMatch(Map<String, UserDetails> sure, Set<String> doubtful) {

    /** By an exact echo of the id; if the administrator configured it, also by an account that equals it. */
    static ResponseMatch of(Collection<String> requested, List<UserDetails> items, Join join) {
        Set<String> wanted = requested instanceof Set<String> set ? set : new HashSet<>(requested);
        Map<String, UserDetails> sure = new HashMap<>(items.size() * 2);
        Set<String> doubtful = new HashSet<>();
        for (UserDetails item : items) {
            String byId = wanted(wanted, id(item));
            String byAccount =
                    join == Join.ACCOUNT ? wanted(wanted, item.account().account()) : null;
            if (byId != null && byAccount != null && !byId.equals(byAccount)) {
                doubtful.add(byId);
                doubtful.add(byAccount);
            } else {
                String about = byId != null ? byId : byAccount;
                if (about != null && sure.putIfAbsent(about, item) != null) {
                    doubtful.add(about);
                }
            }
        }
        sure.keySet().removeAll(doubtful);
        return new ResponseMatch(sure, doubtful);
    }

    /**
     * The item of a response to a request for one id: a single item is about that id, whether it echoes it or not.
     *
     * @return null if the items leave it open
     */
    static @Nullable UserDetails alone(String requested, List<UserDetails> items, Join join) {
        return items.size() == 1
                ? items.get(0)
                : of(Set.of(requested), items, join).sure().get(requested);
    }

    /** The id that an item carries; null if it carries none. */
    static @Nullable String id(UserDetails item) {
        AccountId id = item.account().id();
        return id == null ? null : id.value();
    }

    private static @Nullable String wanted(Set<String> wanted, @Nullable String value) {
        return value != null && wanted.contains(value) ? value : null;
    }
}
