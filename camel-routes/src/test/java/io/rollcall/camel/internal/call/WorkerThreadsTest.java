package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class WorkerThreadsTest {
    /** Each task comes the moment after one has ended, when its thread is not idle yet. */
    @Test
    void calls_whenTasksComeWhileThreadsBecomeIdle_startNoThreadAboveTheSize() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Semaphore ended = new Semaphore(3);
        int tasks = 20_000;
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            ExecutorService calls = WorkerThreads.calls(context, "dingtalk", 3);

            for (int i = 0; i < tasks; i++) {
                ended.acquire();
                calls.execute(() -> {
                    threads.add(Thread.currentThread());
                    ended.release();
                });
            }

            assertThat(ended.tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
            assertThat(threads).hasSizeBetween(1, 3);
        }
    }
}
