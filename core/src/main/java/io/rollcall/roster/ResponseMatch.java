package io.rollcall.roster;

import io.rollcall.model.AccountId;
import io.rollcall.roster.RosterConfig.Join;
import io.rollcall.vendor.UserLookup.Found;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which item of an answer is about which of the ids that were asked. Never by position: neither order nor number of
 * the items is promised (docs/vendors/huawei.md §1). Pure.
 *
 * @param sure the items that are certainly about an id
 * @param doubtful ids that several items claim
 */
record ResponseMatch(Map<String, Found> sure, Set<String> doubtful) {

    /** By an exact echo of the id; where the administrator says so also by an account that equals it. */
    static ResponseMatch of(Collection<String> asked, List<Found> items, Join join) {
        Set<String> wanted = asked instanceof Set<String> set ? set : new HashSet<>(asked);
        Map<String, Found> sure = new HashMap<>(items.size() * 2);
        Set<String> doubtful = new HashSet<>();
        for (Found item : items) {
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
     * The item of an answer to a question about one id: a single item is about it whatever it echoes.
     *
     * @return null where the items leave it open
     */
    static @Nullable Found alone(String asked, List<Found> items, Join join) {
        return items.size() == 1
                ? items.get(0)
                : of(Set.of(asked), items, join).sure().get(asked);
    }

    /** The id that an item carries; null where it carries none. */
    static @Nullable String id(Found item) {
        AccountId id = item.account().id();
        return id == null ? null : id.value();
    }

    private static @Nullable String wanted(Set<String> wanted, @Nullable String value) {
        return value != null && wanted.contains(value) ? value : null;
    }
}
