package io.rollcall.sandbox;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;

@ArchTag("slow")
@AnalyzeClasses(packages = "io.rollcall", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String INTERNAL = "io.rollcall.sandbox.internal..";

    /** Shared code would hide what the client misreads. */
    @ArchTest
    static final ArchRule SANDBOX_IS_INDEPENDENT_OF_ROLLCALL = noClasses()
            .that()
            .resideInAPackage("io.rollcall.sandbox..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.rollcall..", "org.apache.camel..")
                    .and(resideOutsideOfPackage("io.rollcall.sandbox..")));

    @ArchTest
    static final ArchRule ONLY_HTTP_USES_NETTY = noClasses()
            .that()
            .resideOutsideOfPackage("io.rollcall.sandbox.internal.http")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..");

    /** Each package is a slice, including the root package. */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("io.rollcall.sandbox")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    @ArchTest
    static final ArchRule VENDORS_ARE_INDEPENDENT = noClasses()
            .that()
            .resideInAPackage("..dingtalk..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..huawei..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("..sandbox.internal.admin..");

    /** The program and other users of the sandbox do not have JUnit on their class path. */
    @ArchTest
    static final ArchRule ONLY_THE_EXTENSION_USES_JUNIT = noClasses()
            .that()
            .resideOutsideOfPackage("io.rollcall.sandbox.junit")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j..", "io.rollcall.sandbox.junit");

    /** A type in a public signature is API, and could not change later. */
    @ArchTest
    static final ArchRule PUBLIC_SIGNATURES_SHOW_NO_INTERNAL_TYPE = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(INTERNAL)
            .should(showNoInternalType());

    private static ArchCondition<JavaCodeUnit> showNoInternalType() {
        return new ArchCondition<>("show no internal type") {
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
