package io.rollcall.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.VendorClient;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs small test classes as a user's build does, and records the sandboxes they used. */
final class SmallTests {
    private SmallTests() {}

    /** A sandbox that a small test used, with its number of token calls before. */
    record Met(Sandbox sandbox, long tokensBefore) {}

    static final Queue<Met> MET = new ConcurrentLinkedQueue<>();

    /** Records the sandbox and calls it. */
    static void meet(Sandbox sandbox) {
        MET.add(new Met(sandbox, sandbox.calls(VendorApi.DINGTALK_TOKEN)));
        new VendorClient(sandbox).dingTalkToken();
    }

    static EngineExecutionResults run(Class<?>... classes) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(classes).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute();
    }

    static void succeeds(int tests, Class<?>... classes) {
        run(classes).testEvents().assertStatistics(events -> events.started(tests)
                .succeeded(tests));
        assertThat(MET).as("after its last test no sandbox listens").noneMatch(met -> listens(met.sandbox()));
    }

    static boolean listens(Sandbox sandbox) {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), sandbox.port())) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static long sandboxes() {
        return MET.stream().map(Met::sandbox).distinct().count();
    }
}
