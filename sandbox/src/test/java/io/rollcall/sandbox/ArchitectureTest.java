package io.rollcall.sandbox;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.rollcall", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String INTERNAL = "io.rollcall.sandbox.internal..";

    /** What the sandbox shared with the client, the sandbox could not catch the client misreading. */
    @ArchTest
    static final ArchRule SANDBOX_KNOWS_NOTHING_OF_ROLLCALL = noClasses()
            .that()
            .resideInAPackage("io.rollcall.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.rollcall.core..",
                    "io.rollcall.store..",
                    "io.rollcall.camel..",
                    "io.rollcall.app..",
                    "org.apache.camel..");

    @ArchTest
    static final ArchRule ONLY_THE_WIRE_AND_THE_WAY_IN_KNOW_THE_SERVER = noClasses()
            .that()
            .resideOutsideOfPackages("io.rollcall.sandbox.internal.http", "io.rollcall.sandbox")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.undertow..", "org.xnio..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_LAYERS =
            slices().matching("io.rollcall.sandbox.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule VENDORS_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("..dingtalk..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..huawei..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("..sandbox.internal.admin..");

    /** The program and other users of the sandbox have no JUnit. */
    @ArchTest
    static final ArchRule ONLY_THE_EXTENSION_KNOWS_JUNIT = noClasses()
            .that()
            .resideOutsideOfPackage("io.rollcall.sandbox.junit")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j..", "io.rollcall.sandbox.junit");

    /** Users rely on what they can name; what shows in a signature could never change again. */
    @ArchTest
    static final ArchRule WHAT_USERS_SEE_SHOWS_NOTHING_INTERNAL = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(INTERNAL)
            .should(showNothingInternal());

    private static ArchCondition<JavaCodeUnit> showNothingInternal() {
        return new ArchCondition<>("show nothing internal") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .filter(resideInAPackage(INTERNAL))
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(unit, unit.getFullName() + " shows " + type.getName())));
            }
        };
    }
}
