package io.rollcall.example.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rollcall.camel.Rollcall;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of an application that gets Rollcall's jar and no key: nothing. */
@QuarkusTest
@TestProfile(WithoutKeysTest.NoKeys.class)
@Tag("slow")
class WithoutKeysTest {
    @Inject
    CamelContext context;

    /** Has {@link KeysHidden} hide the file's keys. */
    public static final class NoKeys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    KeysHidden.SWITCH,
                    "true",
                    "host.url",
                    "http://127.0.0.1",
                    // its endpoint would refuse the start, because no account is configured
                    "quarkus.arc.exclude-types",
                    MeetingsRouteBuilder.class.getName(),
                    "quarkus.camel.routes-discovery.exclude-patterns",
                    MeetingsRouteBuilder.class.getName().replace('.', '/'));
        }
    }

    @Test
    void rollcall_whenNoKeyIsSet_startsNothing() {
        assertThat(Rollcall.of(context)).isPresent();
        assertThat(context.getRoutes())
                .extracting(Route::getRouteId)
                .contains("host-call")
                .noneMatch(id -> id.startsWith("rollcall") || id.equals("nightly-people"));
        // another test's application may have stopped just now
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains("rollcall")));
        assertThat(Path.of("rollcall-data")).doesNotExist();
        assertThat(Path.of("people.ndjson")).doesNotExist();
    }
}
