package io.rollcall.sandbox.junit;

import static io.rollcall.sandbox.junit.SmallTests.MET;
import static io.rollcall.sandbox.junit.SmallTests.meet;
import static io.rollcall.sandbox.junit.SmallTests.sandboxes;
import static io.rollcall.sandbox.junit.SmallTests.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.VendorClient;
import io.rollcall.sandbox.junit.SmallTests.Met;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs small test classes that have the sandbox in a field, as a user's build does. */
@Timeout(180)
@Tag("slow")
class SandboxExtensionTest {
    @BeforeEach
    void forget() {
        MET.clear();
    }

    static final class StaticField {
        @RegisterExtension
        static final SandboxExtension VENDORS = SandboxExtension.playingResource("one-meeting.json");

        @RepeatedTest(3)
        void test(Sandbox sandbox) {
            assertThat(sandbox).isSameAs(VENDORS.sandbox());
            assertThat(sandbox.company().name()).isEqualTo("One meeting");
            meet(sandbox);
        }

        @Nested
        final class Inner {
            @Test
            void test(Sandbox sandbox) {
                meet(sandbox);
            }
        }
    }

    @Test
    void staticField_whenSeveralTests_isOneSandboxPutBackBeforeEach() {
        succeeds(4, StaticField.class);
        assertThat(sandboxes()).isOne();
        assertThat(MET).extracting(Met::tokensBefore).containsOnly(0L);
    }

    static final class StaticFieldKeepingState {
        @RegisterExtension
        static final SandboxExtension VENDORS =
                SandboxExtension.playing(Company.builtIn()).keepingState();

        @RepeatedTest(3)
        void test() {
            meet(VENDORS.sandbox());
        }
    }

    @Test
    void staticField_whenKeepingState_goesOnAsItIs() {
        succeeds(3, StaticFieldKeepingState.class);
        assertThat(sandboxes()).isOne();
        assertThat(MET).extracting(Met::tokensBefore).containsExactly(0L, 1L, 2L);
    }

    static final class InstanceField {
        @RegisterExtension
        final SandboxExtension vendors = SandboxExtension.playing(Company.builtIn());

        final String urlAtConstruction = vendors.url();

        @BeforeEach
        void before(Sandbox sandbox) {
            new VendorClient(sandbox).dingTalkToken();
        }

        @RepeatedTest(3)
        void test(Sandbox sandbox) {
            assertThat(sandbox.url()).isEqualTo(urlAtConstruction);
            meet(sandbox);
        }
    }

    @Test
    void instanceField_whenSeveralTests_isEachTestsOwn() {
        succeeds(3, InstanceField.class);
        assertThat(sandboxes()).isEqualTo(3);
        assertThat(MET).extracting(Met::tokensBefore).containsOnly(1L);
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class InstanceFieldOfOneInstance {
        @RegisterExtension
        final SandboxExtension vendors = SandboxExtension.playing(Company.builtIn());

        @RepeatedTest(3)
        void test(Sandbox sandbox) {
            meet(sandbox);
        }
    }

    @Test
    void instanceField_whenTheInstanceIsForAllTests_isOneSandboxPutBackBeforeEach() {
        succeeds(3, InstanceFieldOfOneInstance.class);
        assertThat(sandboxes()).isOne();
        assertThat(MET).extracting(Met::tokensBefore).containsOnly(0L);
    }

    /** Like a host's extension that is registered first and reads the settings before JUnit calls this one. */
    static final class StartedEarly {
        @RegisterExtension
        static final SandboxExtension VENDORS = SandboxExtension.playing(Company.builtIn());

        static final Map<String, String> SETTINGS = VENDORS.settings();

        @Test
        void test() {
            assertThat(SETTINGS)
                    .containsEntry("rollcall.dingtalk.api-url", VENDORS.url())
                    .containsEntry("rollcall.huawei.url", VENDORS.url())
                    .allSatisfy((key, value) -> assertThat(key).startsWith("rollcall."))
                    .noneSatisfy((key, value) -> assertThat(key).startsWith("rollcall.flow."));
            meet(VENDORS.sandbox());
        }
    }

    @Test
    void staticField_whenSettingsAreTakenEarly_isTheSandboxOfTheTests() {
        succeeds(1, StartedEarly.class);
    }

    /** Two of these run at the same time, and each waits for the other. */
    abstract static class Parallel {
        static final CyclicBarrier BOTH = new CyclicBarrier(2);
        static final Map<Class<?>, Integer> PORTS = new ConcurrentHashMap<>();

        void runs(Sandbox sandbox) throws Exception {
            PORTS.put(getClass(), sandbox.port());
            BOTH.await(60, TimeUnit.SECONDS);
            meet(sandbox);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    static final class ParallelOne extends Parallel {
        @RegisterExtension
        static final SandboxExtension VENDORS = SandboxExtension.playing(Company.builtIn());

        @Test
        void test(Sandbox sandbox) throws Exception {
            runs(sandbox);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    static final class ParallelOther extends Parallel {
        @RegisterExtension
        static final SandboxExtension VENDORS = SandboxExtension.playing(Company.builtIn());

        @Test
        void test(Sandbox sandbox) throws Exception {
            runs(sandbox);
        }
    }

    @Test
    void classes_whenTheyRunAtTheSameTime_haveAPortEach() {
        succeeds(2, ParallelOne.class, ParallelOther.class);
        assertThat(Parallel.PORTS.values()).doesNotHaveDuplicates().hasSize(2);
        assertThat(MET).extracting(Met::tokensBefore).containsOnly(0L);
    }

    abstract static class Inherited {
        @RegisterExtension
        static final SandboxExtension VENDORS = SandboxExtension.playing(Company.builtIn());

        @Test
        void test(Sandbox sandbox) {
            meet(sandbox);
        }
    }

    static final class InheritingOne extends Inherited {}

    static final class InheritingOther extends Inherited {}

    @Test
    void staticField_whenInherited_startsAnotherForTheNextClass() {
        succeeds(2, InheritingOne.class, InheritingOther.class);
        assertThat(sandboxes()).isEqualTo(2);
    }
}
