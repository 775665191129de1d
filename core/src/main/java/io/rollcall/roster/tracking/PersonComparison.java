package io.rollcall.roster.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.setting.PhoneNumbers;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.State;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares a person's record with what the store knows, field by field, and makes the changes: what is staged of a person. A
 * person's changes come in the order of {@link Kind}: returned before moved before renamed before changed. Not thread-safe.
 */
final class PersonComparison {
    /** Not those that begin with the codes of carriers, which the library removes. */
    private static final Pattern CHINESE_MOBILE = Pattern.compile("1(?!79)[3-9][0-9]{9}");

    private static final String POSITION = "departmentOrder";

    /** The fields that depend on the department in whose list the person was seen first. */
    private static final List<String> OF_A_DEPARTMENT = List.of(POSITION, "leader");

    /** The fields that are stored beside a new person's line. */
    static final Set<String> OF_A_NEW_PERSON =
            Set.of("userId", "unionId", RecordDifference.NAME, "stateCode", "mobile", RecordDifference.DEPARTMENTS);

    private final RunIdentity run;
    private final boolean baseline;
    private final String phoneRegion;
    private final Predicate<DepartmentId> wasRead;

    /**
     * @param baseline whether this is the first run of the flow, which has no changes
     * @param phoneRegion the region of telephone numbers without a country code
     * @param wasRead whether all people of a department were read
     */
    PersonComparison(RunIdentity run, boolean baseline, String phoneRegion, Predicate<DepartmentId> wasRead) {
        this.run = run;
        this.baseline = baseline;
        this.phoneRegion = phoneRegion;
        this.wasRead = wasRead;
    }

    /**
     * What a run saw of a person.
     *
     * @param line the roster's record as it is in the file; null if it is in none
     * @param record the same
     * @param personPrint null if what the directory says is as known
     * @param accountPrint null if what is known of the account stays
     */
    record Seen(byte @Nullable [] line, ObjectNode record, @Nullable Long personPrint, @Nullable Long accountPrint) {
        Seen(ObjectNode record, @Nullable Long personPrint, @Nullable Long accountPrint) {
            this(null, record, personPrint, accountPrint);
        }
    }

    /**
     * What is to be staged of a person who was seen; null if nothing is different.
     *
     * @param known null for a new person
     * @param stored the stored record; null if there is none
     */
    @Nullable StagedPerson seen(Seen seen, @Nullable KnownPerson known, @Nullable ObjectNode stored) {
        if (known == null) {
            return joined(seen);
        }
        PersonId id = id(seen);
        boolean partly = !known.departments().stream().allMatch(wasRead);
        ObjectNode now = seen.record();
        List<DepartmentId> departments = departments(now);
        if (partly) {
            keepUnread(now, departments, known, stored);
        }
        Long accountPrint = seen.accountPrint();
        if (accountPrint == null && stored != null) {
            keepAccount(now, stored);
        }
        boolean firstAccount = known.accountPrint() == null && accountPrint != null;
        List<RosterChange> changes = changes(known, now, stored, id, departments, firstAccount);
        Long personPrint = seen.personPrint();
        boolean samePrints = (personPrint == null || personPrint == known.personPrint())
                && (accountPrint == null || accountPrint.equals(known.accountPrint()));
        boolean same = known.state() == State.PRESENT
                && !known.frozen()
                && known.id().equals(id)
                && SnapshotComparison.areSame(known.departments(), departments);
        if (same && changes.isEmpty() && (samePrints || partly)) {
            return null;
        }
        return staged(
                known.number(),
                id,
                now,
                RecordJson.write(now),
                personPrint == null ? known.personPrint() : personPrint,
                accountPrint == null ? known.accountPrint() : accountPrint,
                unionId(now, known),
                departments,
                changes);
    }

    private static PersonId id(Seen seen) {
        return new PersonId(String.valueOf(RecordJson.text(seen.record(), "userId")));
    }

    /**
     * What is to be staged of a new person.
     *
     * @param seen its record needs only {@link #OF_A_NEW_PERSON} where it has a line
     */
    StagedPerson joined(Seen seen) {
        PersonId id = id(seen);
        List<DepartmentId> departments = departments(seen.record());
        UserId unionId = unionId(seen.record(), null);
        List<RosterChange> changes =
                baseline ? List.of() : List.of(run.change(Kind.JOINED, id, unionId, List.of(), departments, List.of()));
        Long personPrint = seen.personPrint();
        if (personPrint == null) {
            throw new IllegalStateException("a new person has no print");
        }
        // as it is: nothing of an earlier record is kept
        byte[] line = seen.line();
        String record = line == null ? RecordJson.write(seen.record()) : RecordJson.text(line);
        return staged(null, id, seen.record(), record, personPrint, seen.accountPrint(), unionId, departments, changes);
    }

    private List<RosterChange> changes(
            KnownPerson known,
            ObjectNode now,
            @Nullable ObjectNode stored,
            PersonId id,
            List<DepartmentId> departments,
            boolean firstAccount) {
        if (baseline) {
            return List.of();
        }
        List<RosterChange> changes = new ArrayList<>();
        UserId unionId = unionId(now, known);
        if (known.state() != State.PRESENT) {
            changes.add(run.change(Kind.RETURNED, id, unionId, List.of(), departments, List.of()));
        } else if (!SnapshotComparison.areSame(known.departments(), departments)) {
            changes.add(run.change(Kind.MOVED, id, unionId, known.departments(), departments, List.of()));
        }
        List<String> fields = new ArrayList<>(stored == null ? List.of() : RecordDifference.of(stored, now));
        if (firstAccount) {
            // what was never known has not changed
            fields.removeIf(PersonComparison::isOfAccount);
        }
        if (!changes.isEmpty()) {
            // the position in another department is no change of its own
            fields.remove(POSITION);
        }
        if (fields.remove(RecordDifference.NAME)) {
            changes.add(run.change(Kind.RENAMED, id, unionId, List.of(), List.of(), List.of()));
        }
        if (!fields.isEmpty()) {
            changes.add(run.change(Kind.CHANGED, id, unionId, List.of(), List.of(), fields));
        }
        return changes;
    }

    private static boolean isOfAccount(String field) {
        return field.equals(RecordDifference.LOOKUP)
                || field.equals(RecordDifference.ACCOUNT)
                || field.startsWith(RecordDifference.ACCOUNT + ".");
    }

    /** What an unread department would say stays as it was. */
    private void keepUnread(
            ObjectNode now, List<DepartmentId> departments, KnownPerson known, @Nullable ObjectNode stored) {
        Set<DepartmentId> all = new LinkedHashSet<>(departments);
        known.departments().stream().filter(wasRead.negate()).forEach(all::add);
        departments.clear();
        departments.addAll(all);
        ArrayNode list = now.putArray(RecordDifference.DEPARTMENTS);
        departments.forEach(department -> list.add(department.value()));
        if (stored != null) {
            OF_A_DEPARTMENT.forEach(field -> copy(field, stored, now));
        }
    }

    private static void keepAccount(ObjectNode now, ObjectNode stored) {
        if (stored.has(RecordDifference.LOOKUP) || stored.has(RecordDifference.ACCOUNT)) {
            copy(RecordDifference.LOOKUP, stored, now);
            copy(RecordDifference.ACCOUNT, stored, now);
        }
    }

    private static void copy(String field, ObjectNode from, ObjectNode to) {
        JsonNode value = from.get(field);
        if (value == null) {
            to.remove(field);
        } else {
            to.set(field, value);
        }
    }

    private StagedPerson staged(
            @Nullable Long number,
            PersonId id,
            ObjectNode record,
            String text,
            long personPrint,
            @Nullable Long accountPrint,
            @Nullable UserId unionId,
            List<DepartmentId> departments,
            List<RosterChange> changes) {
        return new StagedPerson(
                number,
                id,
                unionId,
                State.PRESENT,
                run.at(),
                personPrint,
                accountPrint,
                RecordJson.text(record, RecordDifference.NAME),
                phone(record),
                text,
                departments,
                changes);
    }

    private static @Nullable UserId unionId(ObjectNode record, @Nullable KnownPerson known) {
        String unionId = RecordJson.text(record, "unionId");
        return unionId != null ? new UserId(unionId) : known == null ? null : known.unionId();
    }

    private @Nullable String phone(ObjectNode record) {
        String mobile = RecordJson.text(record, "mobile");
        if (mobile == null) {
            return null;
        }
        String country = RecordJson.text(record, "stateCode");
        if ("86".equals(country) && CHINESE_MOBILE.matcher(mobile).matches()) {
            // most people have one, and the library takes as long as all the rest of a person
            return "+86" + mobile;
        }
        boolean whole = mobile.startsWith("+") || country == null;
        String prefix = country == null || country.startsWith("+") ? "" : "+";
        return PhoneNumbers.e164(whole ? mobile : prefix + country + mobile, phoneRegion);
    }

    private static List<DepartmentId> departments(ObjectNode record) {
        List<DepartmentId> departments = new ArrayList<>();
        JsonNode list = record.get(RecordDifference.DEPARTMENTS);
        if (list != null) {
            list.forEach(department -> departments.add(new DepartmentId(department.longValue())));
        }
        return departments;
    }
}
