package io.rollcall.meeting;

import io.rollcall.check.CheckTask;
import io.rollcall.check.CheckTask.Probe;
import io.rollcall.check.ProbePlan;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What flows need of the accounts whose meetings they read. What several flows need is tried once. Not thread-safe. */
public final class MeetingProbes implements ProbePlan {
    private final List<Reader> users = new ArrayList<>();
    private final List<Reader> organization = new ArrayList<>();
    private final List<Reader> members = new ArrayList<>();
    private final Map<Class<?>, Write<?>> writes = new LinkedHashMap<>();

    /** A flow that reads meetings of an account, and whose meetings it asks for. */
    private record Reader(String account, String flow, List<UserId> asked) {}

    /** A change that flows make. */
    private record Write<C>(Class<C> capability, Function<C, Operation<?, ?>> operation, List<Reader> flows) {
        Optional<OperationName> at(Provider provider) {
            return provider.capability(capability)
                    .map(able -> operation.apply(able).name());
        }
    }

    /** A flow asks for the meetings of some users. */
    public void addUsers(String account, String flow, List<UserId> asked) {
        users.add(new Reader(account, flow, asked));
    }

    /** A flow asks for all running meetings. */
    public void addOrganization(String account, String flow) {
        organization.add(new Reader(account, flow, List.of()));
    }

    /** A flow asks who is in a meeting. */
    public void addMembers(String account, String flow) {
        members.add(new Reader(account, flow, List.of()));
    }

    /** A flow makes a change. */
    public <C> void addWrite(String account, String flow, Class<C> capability, Function<C, Operation<?, ?>> operation) {
        writes.computeIfAbsent(capability, any -> new Write<>(capability, operation, new ArrayList<>()))
                .flows()
                .add(new Reader(account, flow, List.of()));
    }

    /** A meeting that an earlier response named. */
    private static final class Seen {
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
                        .ifPresent(operation -> check.then(() -> check.leaveUndone(operation, flows)));
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
        Seen seen = new Seen();
        List<Reader> askingUsers = of(check, account, users);
        if (!askingUsers.isEmpty()) {
            check.then(() -> ongoing(check, account, askingUsers, meetings, seen));
        }
        List<String> askingOrganization = names(of(check, account, organization));
        if (!askingOrganization.isEmpty()) {
            check.then(() -> check.ask(new Probe<>(
                    account,
                    meetings.organizationMeetings(),
                    Cursor.FIRST,
                    null,
                    askingOrganization,
                    page -> seen.note(page.items().stream().findFirst().map(meeting -> meeting.id())))));
        }
        List<String> askingMembers = names(of(check, account, members));
        if (!askingMembers.isEmpty()) {
            check.then(() -> members(check, account, askingMembers, meetings, seen));
        }
    }

    private static void ongoing(
            CheckTask check, String account, List<Reader> readers, OngoingMeetings meetings, Seen seen) {
        Optional<UserId> first =
                readers.stream().flatMap(reader -> reader.asked().stream()).findFirst();
        if (first.isPresent()) {
            check.ask(new Probe<>(
                    account,
                    meetings.ongoingMeetings(),
                    first.get(),
                    ProblemSubjects.user(first.get()),
                    names(readers),
                    rows -> seen.note(rows.stream().findFirst().map(row -> row.meeting()))));
        } else {
            check.leaveOut(account, meetings.ongoingMeetings().name(), names(readers), "The flow lists nobody.");
        }
    }

    private static void members(
            CheckTask check, String account, List<String> flows, OngoingMeetings meetings, Seen seen) {
        MeetingId meeting = seen.meeting;
        if (meeting == null) {
            check.leaveOut(
                    account,
                    meetings.members().name(),
                    flows,
                    "No running meeting is known; check again while somebody listed or watched is in one.");
        } else {
            check.ask(new Probe<>(
                    account,
                    meetings.members(),
                    new MeetingPage(meeting, Cursor.FIRST),
                    ProblemSubjects.meeting(meeting),
                    flows,
                    page -> null));
        }
    }
}
