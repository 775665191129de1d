package io.rollcall.cohost;

import io.rollcall.flow.ListReader;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import io.rollcall.people.PeopleLookup;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom a co-host flow lists now.
 *
 * @param inFile the entries of its file
 */
record ListedUsers(CoHostConfig flow, List<PersonEntry> inFile) {

    private Stream<PersonEntry> all() {
        return Stream.concat(flow.users().stream(), inFile.stream());
    }

    /** How many entries there are, at most as many people. */
    int size() {
        return (int) all().distinct().count();
    }

    /** Adds those whom a run must look up. */
    void addTo(PeopleLookup lookup) {
        flow.users().forEach(entry -> lookup.add(flow.provider(), entry, flow.key("users") + ", entry"));
        Path file = flow.usersFile();
        if (file != null) {
            inFile.forEach(entry -> lookup.add(flow.provider(), entry, "file " + file.getFileName() + ", line"));
        }
    }

    /** The people, each once. */
    List<UserId> users(PeopleLookup lookup) {
        return lookup.users(flow.provider(), all().toList());
    }

    /** The people as far as this process knows them. */
    Set<UserId> known(ListReader lists) {
        Set<UserId> known = new LinkedHashSet<>();
        all().forEach(entry -> lists.known(flow.provider(), entry).ifPresent(known::add));
        return known;
    }
}
