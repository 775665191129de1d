package io.rollcall.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.event.VendorEvent;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.EventReceived;
import io.rollcall.meeting.update.MeetingUpdate.MeetingsRead;
import io.rollcall.meeting.update.MeetingUpdate.MembersRead;
import io.rollcall.meeting.update.MeetingUpdate.RoleChanged;
import io.rollcall.meeting.update.MeetingUpdate.UserRead;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.report.Mode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What runs and events show of meetings, from the vendor's answers to a listener in the process. */
class MeetingUpdatesTest extends RollcallTestSupport {
    private static final String BOARD = "rollcall.flow.board.";

    private final List<MeetingUpdate> updates = new CopyOnWriteArrayList<>();

    private void begin(String... flow) throws Exception {
        play("{'dingtalk':{'stream':{'subscriptions':['status','member']}},'meetings':["
                + "{'id':'c1','title':'Board','members':[{'unionId':'HOST','host':true},{'unionId':'UN1'},"
                + "{'nick':'Guest','outerOrgMember':true}]},"
                + "{'id':'later','status':'ended','members':[{'unionId':'UN2'}]}]}");
        start(flow);
        rollcall.listen((application, update) -> {
            assertThat(application).isNotBlank();
            updates.add(update);
        });
    }

    private <T extends MeetingUpdate> T only(Class<T> type) {
        await().until(() -> updates.stream().anyMatch(type::isInstance));
        return updates.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pollOfTheOrganization_showsMeetings_rowsOfGuests_andTheNewRole() throws Exception {
        begin(BOARD + "type=cohost", BOARD + "users=UN1", BOARD + "look=organization");

        run("board", Mode.ONCE);

        MeetingsRead meetings = only(MeetingsRead.class);
        assertThat(meetings.complete()).isTrue();
        assertThat(meetings.meetings()).singleElement().satisfies(meeting -> {
            assertThat(meeting.id()).isEqualTo(new MeetingId("c1"));
            assertThat(meeting.title()).isEqualTo("Board");
            assertThat(meeting.startedAt()).isNotNull();
        });
        MembersRead members = only(MembersRead.class);
        assertThat(members.complete()).isTrue();
        assertThat(members.rows())
                .hasSize(3)
                .anyMatch(row -> row.user() == null && row.attendance().isActive());
        assertThat(members.time().answered()).isAfterOrEqualTo(members.time().asked());
        assertThat(members.toString()).doesNotContain("Guest");
        assertThat(only(RoleChanged.class).action()).isEqualTo(CoHostChange.Action.PROMOTE);
        assertThat(only(RoleChanged.class).user().value()).isEqualTo("UN1");
    }

    @Test
    void pollOfUsers_showsTheMeetingsOfEach_alsoOfOneWhoIsInNone() throws Exception {
        begin(BOARD + "type=cohost", BOARD + "users=UN1,UN2", BOARD + "look=users");

        run("board", Mode.ONCE);

        await().untilAsserted(() -> assertThat(
                        updates.stream().filter(UserRead.class::isInstance).map(UserRead.class::cast))
                .hasSize(2)
                .allMatch(UserRead::complete)
                .anySatisfy(read -> assertThat(read.rows()).hasSize(1))
                .anySatisfy(read -> assertThat(read.rows()).isEmpty()));
    }

    @Test
    void plan_showsNothing() throws Exception {
        begin(BOARD + "type=cohost", BOARD + "users=UN1", BOARD + "look=organization");

        run("board", Mode.PLAN);
        run("board", Mode.ONCE);

        only(RoleChanged.class);
        assertThat(updates.stream().filter(MeetingsRead.class::isInstance)).hasSize(1);
    }

    @Test
    void events_areShown_withTheTitleOfTheMeeting() throws Exception {
        begin(
                BOARD + "type=cohost",
                BOARD + "users=UN1",
                BOARD + "schedule=1d",
                BOARD + "at-start=false",
                "rollcall.dingtalk.stream=true");
        rollcall.scheduleAll();
        only(UserRead.class); // the poll once events come

        sandbox.startMeeting("later");

        await().untilAsserted(() -> assertThat(
                        updates.stream().filter(EventReceived.class::isInstance).map(update -> ((EventReceived) update)
                                .event()))
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(VendorEvent.OfMeeting.class, of -> assertThat(of.details())
                                .extracting(Meeting::startedAt)
                                .isNotNull())));
    }
}
