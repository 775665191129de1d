package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.stream.Collectors;

/** Rollcall's threads in this JVM, which earlier tests have used too: theirs may end at any time. */
public final class OwnThreads {
    private OwnThreads() {}

    public static Set<Thread> now() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("rollcall"))
                .collect(Collectors.toSet());
    }

    /** Waits until the threads that came later have ended. */
    public static void awaitOnly(Set<Thread> before) {
        await().untilAsserted(() -> assertThat(now()).isSubsetOf(before));
    }
}
