package io.rollcall.camel.internal.tell;

import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.tell.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that runs saw last, in memory only, for channels with {@code names=true}. The oldest are forgotten. Thread-safe.
 */
public final class SeenNames implements Names {
    private static final int MOST = 5_000;

    private final Map<String, String> people = new Bounded();
    private final Map<String, String> titles = new Bounded();
    private volatile boolean wanted;

    private static final class Bounded extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    }

    /** Whether any channel shows names; otherwise none are kept. */
    void want(boolean names) {
        wanted = names;
        if (!names) {
            synchronized (this) {
                people.clear();
                titles.clear();
            }
        }
    }

    /** Notes the names in what a run read. Returns at once. */
    public void note(MeetingUpdate update) {
        if (!wanted) {
            return;
        }
        if (update instanceof MeetingUpdate.MembersRead read) {
            notePeople(read.rows());
        } else if (update instanceof MeetingUpdate.UserRead read) {
            notePeople(read.rows());
        } else if (update instanceof MeetingUpdate.MeetingsRead read) {
            noteTitles(read.meetings());
        }
    }

    private synchronized void notePeople(List<Participant> rows) {
        rows.forEach(row -> {
            if (row.user() != null && row.name() != null && !row.name().isBlank()) {
                people.put(row.user().value(), row.name());
            }
        });
    }

    private synchronized void noteTitles(List<Meeting> meetings) {
        meetings.forEach(meeting -> {
            if (meeting.title() != null && !meeting.title().isBlank()) {
                titles.put(meeting.id().value(), meeting.title());
            }
        });
    }

    @Override
    public synchronized Optional<String> person(UserId user) {
        return Optional.ofNullable(people.get(user.value()));
    }

    @Override
    public synchronized Optional<String> title(MeetingId meeting) {
        return Optional.ofNullable(titles.get(meeting.value()));
    }
}
