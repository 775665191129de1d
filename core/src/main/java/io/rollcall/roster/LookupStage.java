package io.rollcall.roster;

import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.vendor.UserLookup;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How the people of a run are looked up and joined, the same for a walk and for a run on events.
 *
 * @param lookups sends the requests
 * @param joiner makes the records
 */
record LookupStage(Lookups lookups, RosterJoiner joiner) {

    /** @param planned whether learned ids are read only */
    static LookupStage of(
            RosterConfig config,
            UserLookup lookup,
            LearnedAccountRepository.Scope scope,
            Supplier<Instant> now,
            boolean planned,
            ReadAhead readAhead,
            RosterCommands commands,
            RecordStates records,
            LateUpdates updates) {
        LearnedIds learned = new LearnedIds(commands, scope, now, planned);
        Lookups lookups = new Lookups(
                new BatchQueue<>(commands, lookup.details(), readAhead.calls()), config.lookup(), lookup, learned);
        RosterJoiner joiner = new RosterJoiner(
                lookups,
                learned,
                config.lookupProvider() != null,
                new KeyAttribute(config.lookup().key()).isUnique(),
                records,
                updates,
                commands::publish,
                config.lookup().singleLimit(),
                lookup.largestBatch(),
                readAhead.waitingPeople());
        return new LookupStage(lookups, joiner);
    }
}
