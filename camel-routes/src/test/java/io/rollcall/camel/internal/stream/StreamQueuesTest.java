package io.rollcall.camel.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.HandDrivenTime;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.event.VendorEvent;
import io.rollcall.event.VendorEvent.OfMeeting;
import io.rollcall.model.MeetingId;
import io.rollcall.state.StreamRepository.Push;
import io.rollcall.store.Store;
import io.rollcall.vendor.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What receives events beside the connection, with a timer and workers that the test drives by hand. */
@Tag("slow")
class StreamQueuesTest {
    private final HandDrivenTime time = new HandDrivenTime();
    private final List<String> calls = new ArrayList<>();

    @TempDir
    private Path folder;

    private static VendorEvent event(int number) {
        return new OfMeeting(VendorEvent.Type.MEETING_STARTED, null, new MeetingId("m" + number));
    }

    private final class Receiver implements StreamListener {
        @Override
        public void received(String application, VendorEvent event) {
            String meeting = ((OfMeeting) event).meeting().value();
            calls.add(meeting);
            if (meeting.equals("m1")) {
                throw new IllegalStateException("a defect");
            }
        }

        @Override
        public void live(String application) {
            calls.add("live " + application);
        }

        @Override
        public void lost(String application) {
            calls.add("lost " + application);
        }
    }

    @Test
    void listener_whenACallOfItFails_getsTheNextInOrder() {
        ListenerQueue queue = new ListenerQueue(new Receiver(), time);
        for (int i = 0; i < 3; i++) {
            VendorEvent event = event(i);
            queue.call("app", listener -> listener.received("app", event));
        }
        assertThat(calls).as("on a thread of its own").isEmpty();

        time.runAll();

        assertThat(calls).containsExactly("m0", "m1", "m2");
    }

    @Test
    void listener_whenItIsTooSlow_losesEventsAndIsToldOfAGapOnceItHasCaughtUp() {
        ListenerQueue queue = new ListenerQueue(new Receiver(), time);
        for (int i = 0; i < ListenerQueue.CAPACITY + 5; i++) {
            VendorEvent event = event(i);
            queue.call("app", listener -> listener.received("app", event));
        }

        time.runAll();

        assertThat(calls).hasSize(ListenerQueue.CAPACITY + 2).endsWith("lost app", "live app");
        calls.clear();
        queue.call("app", listener -> listener.received("app", event(7)));
        time.runAll();
        assertThat(calls).containsExactly("m7");
    }

    private StreamRecorder recorder(Store store) {
        return new StreamRecorder(store, time, time);
    }

    private Push push() {
        return new Push(true, List.of(new ReceivedEvent(time.instant(), "member", null, "m", null, null, null)));
    }

    private Application application() {
        String keys = "rollcall.dingtalk.client-id=app\nrollcall.dingtalk.client-secret=word";
        return RollcallConfig.parse(
                        new ConfigurationSources(
                                List.of(ConfigurationSources.File.properties("test.properties", folder, keys)),
                                Map.of(),
                                List.of()),
                        KnownVendors.all(),
                        new SystemEnvironment(folder, ZoneId.of("UTC")))
                .applications()
                .get("dingtalk");
    }

    @Test
    void pushes_ofOneSecond_areOneTransactionAndTheRestIsWrittenAtTheStop() {
        YearMonth month = YearMonth.of(2026, 11);
        Application application = application();
        try (Store store = Store.embedded(folder.resolve("data"), Clock.systemUTC())) {
            StreamRecorder recorder = recorder(store);
            for (int i = 0; i < 50; i++) {
                recorder.received(application, push());
            }
            assertThat(time.scheduled()).isEqualTo(1);
            assertThat(store.exists())
                    .as("nothing is written on the thread that reads")
                    .isFalse();

            time.pass(StreamRecorder.PERIOD);
            assertThat(store.stream().metered(application.id(), month)).isEqualTo(50);
            assertThat(time.scheduled()).isZero();

            recorder.received(application, push());
            recorder.flush();
            assertThat(store.stream().metered(application.id(), month)).isEqualTo(51);
        }
    }

    @Test
    void pushes_whileTheStoreCannotBeUsed_areWrittenOnceItCan() throws Exception {
        Path data = Files.writeString(folder.resolve("data"), "a file where a directory should be");
        try (Store store = Store.embedded(data, Clock.systemUTC())) {
            StreamRecorder recorder = recorder(store);
            Application application = application();
            recorder.received(application, push());
            time.pass(Duration.ofSeconds(3));
            assertThat(time.scheduled()).as("it is tried again").isEqualTo(1);

            Files.delete(data);
            time.pass(Duration.ofSeconds(1));

            assertThat(store.stream().metered(application.id(), YearMonth.of(2026, 11)))
                    .isEqualTo(1);
            assertThat(time.scheduled()).isZero();
        }
    }
}
