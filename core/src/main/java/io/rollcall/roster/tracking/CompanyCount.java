package io.rollcall.roster.tracking;

import io.rollcall.state.RosterRepository.RosterStatus;
import io.rollcall.state.RosterRepository.RunSummary;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.DirectoryProofs.VisibleScope;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks how many people the company has, if the application may see all of it; otherwise the number says nothing about the roster.
 * What the application may see is a metered call, so only the first accepted run of a day (UTC) that read all departments reads it. Not thread-safe.
 */
final class CompanyCount {
    private final DirectoryProofs proofs;
    private final RunEffects effects;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Long people;

    CompanyCount(DirectoryProofs proofs, RunEffects effects) {
        this.proofs = proofs;
        this.effects = effects;
    }

    /** @param last the last accepted run; null for none */
    void ask(@Nullable RosterStatus last, Instant now, Runnable then) {
        RunSummary before = last == null ? null : last.last();
        // a run that could not read all departments did not ask
        boolean readToday = before != null && before.missing() == 0 && day(before.startedAt()) == day(now);
        if (!readToday) {
            effects.call(proofs.scope(), WholeCompany.COMPANY, outcome -> {
                if (outcome instanceof Outcome.Done<VisibleScope> done
                        && done.value().wholeCompany()) {
                    count(then);
                    return;
                }
                if (outcome instanceof Outcome.Failed<VisibleScope> failure) {
                    note(failure.fault());
                }
                then.run();
            });
        } else if (before != null && before.headCount() != null) {
            count(then);
        } else {
            // what the application may see is not asked again; a permission that is missing is said in each run
            count(() -> {
                people = null;
                then.run();
            });
        }
    }

    private void count(Runnable then) {
        effects.call(proofs.headCount(), WholeCompany.COMPANY, outcome -> {
            if (outcome instanceof Outcome.Done<Long> done) {
                people = done.value();
            } else if (outcome instanceof Outcome.Failed<Long> failure) {
                note(failure.fault());
            }
            then.run();
        });
    }

    private void note(Fault fault) {
        notes.add("The people of the company could not be counted, so it is not proved that the roster has everyone. "
                + fault.remedy());
    }

    private static long day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }

    /** Null if it was not asked, or not answered. */
    @Nullable Long people() {
        return people;
    }

    List<String> notes() {
        return notes;
    }
}
