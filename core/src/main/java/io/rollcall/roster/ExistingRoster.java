package io.rollcall.roster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.model.PersonId;
import io.rollcall.roster.RosterConfig.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The roster that a new one would replace: how many people it names, and whom of them the new one lacks. Keeps a bit for
 * each person who stays, and the id of each who would go. Not thread-safe.
 */
public final class ExistingRoster {
    private static final String ID = "userId";

    private final Format format;
    private final ToIntFunction<String> numbers;
    private final BitSet staying = new BitSet();
    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private final FingerprintIndex going = FingerprintIndex.ofOrdinals();
    private long people;
    private long lost;
    private final List<PersonId> lostIds = new ArrayList<>();
    private boolean unreadable;

    /** @param numbers of the people in the new roster, by userId; {@link PeopleIndex#NONE} for one who is not in it */
    ExistingRoster(Format format, ToIntFunction<String> numbers) {
        this.format = format;
        this.numbers = numbers;
    }

    /**
     * Reads the file, which Rollcall wrote or a person edited since.
     *
     * @throws IOException if it cannot be read, or is no roster from some line on; the people before that line count
     */
    public void read(InputStream in) throws IOException {
        if (format == Format.CSV) {
            CsvColumn.read(in, ID, this::csv);
        } else {
            ndjson(in);
        }
    }

    /** The file is there and the system does not let Rollcall read it. */
    public void unreadable() {
        unreadable = true;
    }

    boolean isUnreadable() {
        return unreadable;
    }

    /** How many people the file names, each counted once. */
    long people() {
        return people;
    }

    /** How many of them the new roster lacks. */
    long lost() {
        return lost;
    }

    private void ndjson(InputStream in) throws IOException {
        RosterLines lines = new RosterLines(in);
        for (String id = lines.nextId(); id != null; id = lines.nextId()) {
            count(id, numbers.applyAsInt(id));
        }
        edited(lines.rest());
    }

    /** Reads what Rollcall did not write, or not in its own form. */
    private void edited(InputStream in) throws IOException {
        try (JsonParser from = RosterJson.FACTORY.createParser(in)) {
            for (JsonToken next = from.nextToken(); next != null; next = from.nextToken()) {
                if (next != JsonToken.START_OBJECT) {
                    throw new IOException("a line is no object");
                }
                String id = null;
                while (from.nextToken() == JsonToken.FIELD_NAME) {
                    boolean wanted = from.currentName().equals(ID);
                    if (from.nextToken() == JsonToken.VALUE_STRING && wanted) {
                        id = from.getText();
                    } else {
                        from.skipChildren();
                    }
                }
                if (id == null) {
                    throw new IOException("a line has no " + ID);
                }
                count(id, numbers.applyAsInt(id));
            }
        }
    }

    // as RosterCsv wrote the cell: as it is, behind an apostrophe, or as ="…"
    private void csv(String cell) {
        String id = cell.startsWith("=\"") && cell.endsWith("\"") ? cell.substring(2, cell.length() - 1) : cell;
        String unguarded = id.startsWith("'") ? id.substring(1) : id;
        if (!id.isBlank()) {
            int number = numbers.applyAsInt(id);
            count(id, number == PeopleIndex.NONE ? numbers.applyAsInt(unguarded) : number);
        }
    }

    /** The userIds of those people. */
    List<PersonId> lostIds() {
        return lostIds;
    }

    private void count(String id, int number) {
        if (number != PeopleIndex.NONE) {
            if (!staying.get(number)) {
                staying.set(number);
                people++;
            }
        } else if (going.putIfAbsent(fingerprints.of(id), 0, 0) == FingerprintIndex.ABSENT) {
            people++;
            lost++;
            if (!id.isBlank()) {
                lostIds.add(new PersonId(id));
            }
        }
    }
}
