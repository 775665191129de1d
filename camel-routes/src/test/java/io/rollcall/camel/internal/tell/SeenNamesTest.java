package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.update.MeetingUpdate.MeetingsRead;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose names a channel can show. */
class SeenNamesTest {
    private static final MeetingId MEETING = new MeetingId("100");

    private final SeenNames names = new SeenNames();

    private void read(String application, String title) {
        Meeting meeting = new Meeting(MEETING, title, null, null, null, null, null, null, null);
        names.note(application, new MeetingsRead(List.of(meeting), true, new ReadTime(Instant.EPOCH, Instant.EPOCH)));
    }

    @Test
    void id_hasTheNameOfItsOwnOrganization() {
        names.want(true);
        read("dingtalk:a", "Board");
        read("dingtalk:b", "Strangers");

        assertThat(names.of(List.of("dingtalk:a")).title(MEETING)).contains("Board");
        assertThat(names.of(List.of("huawei:c")).title(MEETING)).isEmpty();
    }

    @Test
    void names_areKeptOnlyWhileAChannelShowsThem() {
        read("dingtalk:a", "Board");
        assertThat(names.of(List.of("dingtalk:a")).title(MEETING)).isEmpty();

        names.want(true);
        read("dingtalk:a", "Board");
        names.want(false);
        assertThat(names.of(List.of("dingtalk:a")).title(MEETING)).isEmpty();
    }
}
