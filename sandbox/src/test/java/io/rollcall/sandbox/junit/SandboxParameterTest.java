package io.rollcall.sandbox.junit;

import static io.rollcall.sandbox.junit.SmallTests.MET;
import static io.rollcall.sandbox.junit.SmallTests.listens;
import static io.rollcall.sandbox.junit.SmallTests.meet;
import static io.rollcall.sandbox.junit.SmallTests.run;
import static io.rollcall.sandbox.junit.SmallTests.sandboxes;
import static io.rollcall.sandbox.junit.SmallTests.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SmallTests.Met;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs small test classes that have the sandbox as a parameter, as a user's build does. */
@Timeout(180)
@Tag("slow")
class SandboxParameterTest {
    @BeforeEach
    void forget() {
        MET.clear();
    }

    @ExtendWith(SandboxExtension.class)
    static final class Parameter {
        private final Sandbox ofConstructor;

        Parameter(Sandbox sandbox) {
            ofConstructor = sandbox;
        }

        @BeforeEach
        void before(Sandbox sandbox) {
            assertThat(sandbox).isSameAs(ofConstructor);
        }

        @RepeatedTest(3)
        @Execution(ExecutionMode.CONCURRENT)
        void test(Sandbox sandbox) {
            assertThat(sandbox).isSameAs(ofConstructor);
            assertThat(sandbox.company().name()).isEqualTo("Example company");
            meet(sandbox);
        }

        @AfterEach
        void after(Sandbox sandbox) {
            assertThat(sandbox.calls()).hasSize(1);
        }
    }

    @Test
    void extendWith_whenTestsAsk_givesEachItsOwn() {
        succeeds(3, Parameter.class);
        assertThat(sandboxes()).isEqualTo(3);
    }

    @ExtendWith(SandboxExtension.class)
    static final class ParameterOfTheClass {
        @BeforeAll
        static void before(Sandbox sandbox) {
            meet(sandbox);
        }

        @RepeatedTest(3)
        void test(Sandbox sandbox) {
            meet(sandbox);
        }

        @AfterAll
        static void after(Sandbox sandbox) {
            assertThat(sandbox.calls()).isNotEmpty();
        }
    }

    @Test
    void extendWith_whenTheClassAsks_givesAllTestsOnePutBackBeforeEach() {
        succeeds(3, ParameterOfTheClass.class);
        assertThat(sandboxes()).isOne();
        assertThat(MET).extracting(Met::tokensBefore).containsOnly(0L);
    }

    @ExtendWith(SandboxExtension.class)
    static final class BrokenConstructor {
        BrokenConstructor(Sandbox sandbox) {
            meet(sandbox);
            throw new IllegalStateException("no instance");
        }

        @Test
        void test() {}
    }

    @Test
    void extendWith_whenTheConstructorFails_stopsTheSandboxAllTheSame() {
        run(BrokenConstructor.class).testEvents().assertStatistics(events -> events.failed(1));
        assertThat(MET).singleElement().matches(met -> !listens(met.sandbox()));
    }

    @Test
    void accessors_whenJUnitMadeTheExtension_sayWhatToDo() {
        assertThatThrownBy(() -> new SandboxExtension().url()).hasMessageContaining("Declare a Sandbox parameter");
    }
}
