package io.rollcall.people;

import io.rollcall.check.CheckTask;
import io.rollcall.check.ProbePlan;
import io.rollcall.vendor.Application;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks up the people of lists for a check, all of an account in one step. Not thread-safe. */
public final class PeopleProbes implements ProbePlan {
    private static final String CHECK = "people";

    private final Supplier<PeopleLookup> lookups;
    private final Map<String, Listed> byAccount = new LinkedHashMap<>();

    private record Listed(PeopleLookup lookup, List<String> flows) {}

    /** @param lookups makes look-ups */
    public PeopleProbes(Supplier<PeopleLookup> lookups) {
        this.lookups = lookups;
    }

    /**
     * Adds the lists of a flow.
     *
     * @param lists adds their entries to a look-up
     */
    public void add(String account, String flow, Consumer<PeopleLookup> lists) {
        Listed listed = byAccount.computeIfAbsent(account, any -> new Listed(lookups.get(), new ArrayList<>()));
        int before = listed.lookup().size();
        lists.accept(listed.lookup());
        if (listed.lookup().size() > before) {
            listed.flows().add(flow);
        }
    }

    /** The look-up of an account's lists; knows people once its step has ended. */
    public PeopleLookup lookup(String account) {
        return Objects.requireNonNull(byAccount.get(account), "the lists of the account were added")
                .lookup();
    }

    @Override
    public void plan(CheckTask check, Map<String, Application> applications) {
        byAccount.forEach((account, listed) -> {
            PeopleLookup lookup = listed.lookup();
            if (lookup.size() > 0) {
                check.then(() -> check.run(
                        CHECK,
                        check.account(account),
                        listed.flows(),
                        (commands, then) -> lookup.begin(commands, () -> then.accept(lookup.problems())),
                        () -> found(lookup.size())));
            }
        });
    }

    private static String found(int entries) {
        return entries == 1
                ? "1 entry of a list was looked up"
                : String.format(Locale.ROOT, "%,d entries of lists were looked up", entries);
    }
}
