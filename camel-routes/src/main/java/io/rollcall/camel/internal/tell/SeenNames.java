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
import java.util.Objects;
import java.util.Optional;

/**
 * The names that runs saw last, in memory only, for channels with {@code names=true}: by application, because an id has a meaning in
 * one organization only. The oldest are forgotten. Thread-safe.
 */
public final class SeenNames {
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

    /**
     * Notes the names in what a run read. Returns at once.
     *
     * @param application the id of the application that read it
     */
    public void note(String application, MeetingUpdate update) {
        if (!wanted) {
            return;
        }
        if (update instanceof MeetingUpdate.MembersRead read) {
            notePeople(application, read.rows());
        } else if (update instanceof MeetingUpdate.UserRead read) {
            notePeople(application, read.rows());
        } else if (update instanceof MeetingUpdate.MeetingsRead read) {
            noteTitles(application, read.meetings());
        }
    }

    private synchronized void notePeople(String application, List<Participant> rows) {
        rows.forEach(row -> {
            if (row.user() != null && row.name() != null && !row.name().isBlank()) {
                people.put(key(application, row.user().value()), row.name());
            }
        });
    }

    private synchronized void noteTitles(String application, List<Meeting> meetings) {
        meetings.forEach(meeting -> {
            if (meeting.title() != null && !meeting.title().isBlank()) {
                titles.put(key(application, meeting.id().value()), meeting.title());
            }
        });
    }

    private static String key(String application, String id) {
        return application + "\n" + id;
    }

    /** The names that applications read. */
    Names of(List<String> applications) {
        return new Names() {
            @Override
            public Optional<String> person(UserId user) {
                return first(people, applications, user.value());
            }

            @Override
            public Optional<String> title(MeetingId meeting) {
                return first(titles, applications, meeting.value());
            }
        };
    }

    private synchronized Optional<String> first(Map<String, String> names, List<String> applications, String id) {
        return applications.stream()
                .map(application -> names.get(key(application, id)))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
