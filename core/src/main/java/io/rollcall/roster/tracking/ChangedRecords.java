package io.rollcall.roster.tracking;

import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.state.RosterRepository.StoredChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records that are different from those of a roster's output file: those of the people with a change that the file does not
 * have yet. The store remembers the last change that the file has. Not thread-safe.
 */
public final class ChangedRecords {
    /** The file as a reader of changes, by the name that the store keeps. */
    private static final String OUTPUT = "output";

    private static final int PAGE = 500;
    /** More people are left to the next walk, which writes the whole file. */
    private static final int MOST_PEOPLE = 20_000;

    private final String flow;
    private final RunEffects effects;

    public ChangedRecords(String flow, RunEffects effects) {
        this.flow = flow;
        this.effects = effects;
    }

    /**
     * What the file lacks.
     *
     * @param records by userId, in the order of the changes; null for a person who is not in the roster
     * @param ids the userIds of the people in the roster by their unionIds
     * @param last the number of the last change
     * @param tooMany whether there are too many people, so that this is not all
     */
    public record Records(Map<String, byte @Nullable []> records, Map<String, String> ids, long last, boolean tooMany) {
        /** Whether the file has everything. */
        public boolean isEmpty() {
            return records.isEmpty();
        }
    }

    /** Reads them. */
    public void read(Consumer<Records> then) {
        effects.query(store -> store.rosters().delivered(flow, OUTPUT), last -> {
            Map<String, byte @Nullable []> records = new LinkedHashMap<>();
            read(new Records(records, new HashMap<>(), last, false), then);
        });
    }

    private void read(Records sofar, Consumer<Records> then) {
        effects.query(
                store -> {
                    List<StoredChange> changes = store.rosters().changes(flow, null, sofar.last(), PAGE);
                    add(store.rosters(), changes, sofar);
                    return changes;
                },
                changes -> {
                    if (changes.isEmpty()) {
                        then.accept(sofar);
                        return;
                    }
                    long last = changes.get(changes.size() - 1).number();
                    boolean tooMany = sofar.records().size() > MOST_PEOPLE;
                    Records more = new Records(sofar.records(), sofar.ids(), last, tooMany);
                    if (tooMany) {
                        then.accept(more);
                    } else {
                        read(more, then);
                    }
                });
    }

    private void add(RosterRepository rosters, List<StoredChange> changes, Records records) {
        Set<PersonId> ids = new LinkedHashSet<>();
        Set<UserId> unionIds = new LinkedHashSet<>();
        for (StoredChange stored : changes) {
            RosterChange change = stored.change();
            ids.add(change.userId());
            if (change.unionId() != null) {
                unionIds.add(change.unionId());
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        Map<Long, KnownPerson> present = new LinkedHashMap<>();
        List<KnownPerson> known = new ArrayList<>(rosters.byId(flow, ids));
        if (!unionIds.isEmpty()) {
            known.addAll(rosters.byUnionId(flow, unionIds));
        }
        for (KnownPerson person : known) {
            if (person.state() == State.PRESENT) {
                present.put(person.number(), person);
            }
        }
        ids.forEach(id -> records.records().put(id.value(), null));
        Map<Long, String> stored = present.isEmpty() ? Map.of() : rosters.records(flow, present.keySet());
        present.forEach((number, person) -> {
            String record = stored.get(number);
            if (record != null) {
                records.records().put(person.id().value(), record.getBytes(StandardCharsets.UTF_8));
                UserId unionId = person.unionId();
                if (unionId != null) {
                    records.ids().put(unionId.value(), person.id().value());
                }
            }
        });
    }

    /** The file has all changes up to a number. */
    public void written(long last, Runnable then) {
        effects.query(
                store -> {
                    store.rosters().delivered(flow, OUTPUT, last);
                    return last;
                },
                done -> then.run());
    }

    /** The file was written anew by a walk, so it has all changes that were delivered as events. */
    public void writtenWhole(Runnable then) {
        effects.query(
                store -> {
                    RosterRepository rosters = store.rosters();
                    long last = rosters.delivered(flow, ChangeDelivery.EVENTS);
                    // an unchanged roster writes nothing
                    if (!Objects.equals(last, rosters.delivered(flow, OUTPUT))) {
                        rosters.delivered(flow, OUTPUT, last);
                    }
                    return last;
                },
                done -> then.run());
    }
}
