package io.rollcall.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rollcall", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
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
            .resideOutsideOfPackages("io.rollcall.sandbox.wire", "io.rollcall.sandbox")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.undertow..", "org.xnio..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_LAYERS =
            slices().matching("io.rollcall.sandbox.(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule VENDORS_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("..dingtalk..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..huawei..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("..sandbox.admin..");
}
