package io.rollcall.meeting;

import io.rollcall.check.CheckTask;
import io.rollcall.check.Probe;
import io.rollcall.check.ProbePlan;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Probes the accounts whose meetings flows read. A call that several flows need is tried once. Not thread-safe. */
public final class MeetingProbes implements ProbePlan {
    private final List<Reader> users = new ArrayList<>();
    private final List<Reader> organization = new ArrayList<>();
    private final List<Reader> members = new ArrayList<>();
    private final Map<Class<?>, Write<?>> writes = new LinkedHashMap<>();

    /** A flow that reads meetings of an account, and the users whose meetings it reads. */
    private record Reader(String account, String flow, Supplier<List<UserId>> listed) {}

    /** A change that flows make. */
    private record Write<C>(Class<C> capability, Function<C, Operation<?, ?>> operation, List<Reader> flows) {
        Optional<Operation<?, ?>> at(Provider provider) {
            return provider.capability(capability).map(operation);
        }
    }

    /**
     * Adds a flow that reads the meetings of some users.
     *
     * @param listed the users, asked for when the call is tried
     */
    public void addUsers(String account, String flow, Supplier<List<UserId>> listed) {
        users.add(new Reader(account, flow, listed));
    }

    /** Adds a flow that reads all running meetings. */
    public void addOrganization(String account, String flow) {
        organization.add(new Reader(account, flow, List::of));
    }

    /** Adds a flow that reads the participants of meetings. */
    public void addMembers(String account, String flow) {
        members.add(new Reader(account, flow, List::of));
    }

    /** Adds a flow that makes a change. */
    public <C> void addWrite(String account, String flow, Class<C> capability, Function<C, Operation<?, ?>> operation) {
        writes.computeIfAbsent(capability, any -> new Write<>(capability, operation, new ArrayList<>()))
                .flows()
                .add(new Reader(account, flow, List::of));
    }

    /** A meeting that an earlier response named. */
    private static final class KnownMeeting {
        private @Nullable MeetingId meeting;

        @Nullable String note(Optional<MeetingId> found) {
            if (meeting == null) {
                meeting = found.orElse(null);
            }
            return null;
        }
    }

    @Override
    public void plan(CheckTask check, Map<String, Application> applications) {
        applications.forEach((account, application) -> {
            application
                    .provider()
                    .capability(OngoingMeetings.class)
                    .ifPresent(meetings -> reads(check, account, meetings));
            for (Write<?> write : writes.values()) {
                List<String> flows = names(of(check, account, write.flows()));
                write.at(application.provider())
                        .filter(operation -> !flows.isEmpty())
                        .ifPresent(operation -> check.then(() -> check.skipWrite(operation, flows)));
            }
        });
    }

    private static List<Reader> of(CheckTask check, String account, List<Reader> readers) {
        return readers.stream()
                .filter(reader -> check.account(reader.account()).equals(account))
                .toList();
    }

    private static List<String> names(List<Reader> readers) {
        return readers.stream().map(Reader::flow).toList();
    }

    private void reads(CheckTask check, String account, OngoingMeetings meetings) {
        KnownMeeting known = new KnownMeeting();
        List<Reader> userReaders = of(check, account, users);
        if (!userReaders.isEmpty()) {
            check.then(() -> ongoing(check, account, userReaders, meetings, known));
        }
        List<String> organizationReaders = names(of(check, account, organization));
        if (!organizationReaders.isEmpty()) {
            check.then(() -> check.probe(new Probe<>(
                    account,
                    meetings.organizationMeetings(),
                    Cursor.FIRST,
                    null,
                    organizationReaders,
                    page -> known.note(page.items().stream().findFirst().map(meeting -> meeting.id())))));
        }
        List<String> memberReaders = names(of(check, account, members));
        if (!memberReaders.isEmpty()) {
            check.then(() -> members(check, account, memberReaders, meetings, known));
        }
    }

    private static void ongoing(
            CheckTask check, String account, List<Reader> readers, OngoingMeetings meetings, KnownMeeting known) {
        Optional<UserId> first = readers.stream()
                .flatMap(reader -> reader.listed().get().stream())
                .findFirst();
        if (first.isPresent()) {
            check.probe(new Probe<>(
                    account,
                    meetings.ongoingMeetings(),
                    first.get(),
                    ProblemSubjects.user(first.get()),
                    names(readers),
                    rows -> known.note(rows.stream().findFirst().map(row -> row.meeting()))));
        } else {
            check.skip(account, meetings.ongoingMeetings().name(), names(readers), "The flow lists no users.");
        }
    }

    private static void members(
            CheckTask check, String account, List<String> flows, OngoingMeetings meetings, KnownMeeting known) {
        MeetingId meeting = known.meeting;
        if (meeting == null) {
            check.skip(
                    account,
                    meetings.members().name(),
                    flows,
                    "No running meeting is known. Run check again while a listed or watched user is in a meeting.");
        } else {
            check.probe(new Probe<>(
                    account,
                    meetings.members(),
                    new MeetingPage(meeting, Cursor.FIRST),
                    ProblemSubjects.meeting(meeting),
                    flows,
                    page -> null));
        }
    }
}
