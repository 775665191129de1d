package io.rollcall.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import org.apache.camel.RoutesBuilder;

/** Who may use what: the table of the design, held. */
@ArchTag("slow")
@AnalyzeClasses(
        packages = "io.rollcall",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WrittenHere.class})
class ArchitectureTest {
    /** Flyway has a name of ours in the store's jar, but obeys its own rules. */
    private static final String FLYWAY = "io.rollcall.store.internal.flyway..";

    private static final String STORE = "io.rollcall.store..";
    private static final String ROUTES = "io.rollcall.camel..";
    private static final String SANDBOX = "io.rollcall.sandbox..";
    private static final String APP = "io.rollcall.app..";

    /** Whatever is none of the other modules. */
    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage("io.rollcall..")
            .and(not(resideInAnyPackage(STORE, ROUTES, SANDBOX, APP)))
            .as("core");

    /** Passes over what the store's jar holds of others. */
    static final class WrittenHere implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/io/rollcall/store/internal/flyway/");
        }
    }

    private static DescribedPredicate<JavaClass> oneOf(DescribedPredicate<JavaClass> own, String... packages) {
        return own.or(resideInAnyPackage(packages));
    }

    @ArchTest
    static final ArchRule CORE_USES_THE_JDK_AND_FEW_LIBRARIES = classes()
            .that(CORE)
            .should()
            .onlyDependOnClassesThat(oneOf(
                    CORE,
                    "java..",
                    "javax.crypto..",
                    "com.fasterxml.jackson.annotation..",
                    "com.fasterxml.jackson.core..",
                    "com.fasterxml.jackson.databind..",
                    "com.google.i18n.phonenumbers..",
                    "org.apache.commons.csv..",
                    "org.slf4j",
                    "org.jspecify.annotations"));

    @ArchTest
    static final ArchRule CORE_DOES_NO_IO = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.net.http..", "java.sql..", "javax.sql..", "java.nio.channels..")
                            .or(DescribedPredicate.describe(
                                    "files and sockets",
                                    type -> type.getName().startsWith("java.io.File")
                                            || type.getName().equals("java.io.RandomAccessFile")
                                            || type.getName().equals("java.nio.file.Files")
                                            || type.getName().startsWith("java.net.Socket")
                                            || type.getName().equals("java.net.ServerSocket")
                                            || type.getName().equals("java.net.DatagramSocket")
                                            || type.getName().equals("java.net.InetAddress")
                                            || type.getName().equals("java.net.URL")
                                            || type.getName().endsWith("URLConnection"))));

    @ArchTest
    static final ArchRule CORE_STARTS_NO_THREADS = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "threads, pools and timers",
                    type -> type.getName().equals("java.lang.Thread")
                            || type.getName().startsWith("java.util.Timer")
                            || type.getName().startsWith("java.util.concurrent.Executor")
                            || type.getName().startsWith("java.util.concurrent.Scheduled")
                            || type.getName().startsWith("java.util.concurrent.ForkJoin")
                            || type.getName().equals("java.util.concurrent.ThreadPoolExecutor")
                            || type.getName().equals("java.util.concurrent.CompletableFuture")));

    @ArchTest
    static final ArchRule CORE_IS_TOLD_THE_TIME = noClasses()
            .that(CORE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(YearMonth.class, "now")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    /** Status and control are interfaces of the program, which the API only renders. */
    @ArchTest
    static final ArchRule API_KNOWS_NO_DATABASE = noClasses()
            .that()
            .resideInAPackage("io.rollcall.app.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(STORE);

    @ArchTest
    static final ArchRule STORE_USES_CORE_AND_DATABASES = classes()
            .that()
            .resideInAPackage(STORE)
            .should()
            .onlyDependOnClassesThat(oneOf(
                    CORE,
                    STORE,
                    "java..",
                    "javax.sql..",
                    "com.zaxxer.hikari..",
                    FLYWAY,
                    "org.postgresql..",
                    "org.sqlite..",
                    "org.slf4j",
                    "org.jspecify.annotations"));

    @ArchTest
    static final ArchRule ONLY_THE_STORE_USES_FLYWAY = noClasses()
            .that()
            .resideOutsideOfPackage(STORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FLYWAY, "org.flywaydb..");

    @ArchTest
    static final ArchRule STORE_KNOWS_NO_FLOW_AND_NO_VENDOR = noClasses()
            .that()
            .resideInAPackage(STORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.rollcall.task..",
                    "io.rollcall.call..",
                    "io.rollcall.vendor.dingtalk..",
                    "io.rollcall.vendor.huawei..");

    /** Where Rollcall meets hosts it does what the program does elsewhere: it opens the store, and knows Spring. */
    private static final String HOST = "io.rollcall.camel.internal.host..";

    @ArchTest
    static final ArchRule ROUTES_USE_CORE_AND_CAMEL = classes()
            .that()
            .resideInAPackage(ROUTES)
            .and()
            .resideOutsideOfPackage(HOST)
            .should()
            .onlyDependOnClassesThat(oneOf(
                    CORE,
                    ROUTES,
                    "java..",
                    "javax.net.ssl..",
                    "org.apache.camel..",
                    "org.apache.hc..",
                    "io.micrometer.core..",
                    "org.quartz..",
                    "com.fasterxml.jackson.annotation..",
                    "com.fasterxml.jackson.core..",
                    "com.fasterxml.jackson.databind..",
                    "org.slf4j",
                    "org.jspecify.annotations"));

    /** camel-quarkus makes every public concrete one that it finds in Rollcall's jar, and adds it to the host's routes. */
    @ArchTest
    static final ArchRule ROUTE_BUILDERS_ARE_NOT_FOUND_BY_HOSTS = noClasses()
            .that()
            .areAssignableTo(RoutesBuilder.class)
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .bePublic();

    @ArchTest
    static final ArchRule NOBODY_ELSE_KNOWS_SPRING = noClasses()
            .that()
            .resideOutsideOfPackage(HOST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule ROUTES_KNOW_NO_VENDOR = noClasses()
            .that()
            .resideInAPackage(ROUTES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rollcall.vendor.dingtalk..", "io.rollcall.vendor.huawei..");

    @ArchTest
    static final ArchRule FLOWS_KNOW_NO_VENDOR = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.rollcall.budget..",
                    "io.rollcall.call..",
                    "io.rollcall.check..",
                    "io.rollcall.cohost..",
                    "io.rollcall.config..",
                    "io.rollcall.event..",
                    "io.rollcall.flow..",
                    "io.rollcall.hint..",
                    "io.rollcall.invite..",
                    "io.rollcall.meeting..",
                    "io.rollcall.model..",
                    "io.rollcall.report..",
                    "io.rollcall.roster..",
                    "io.rollcall.schedule..",
                    "io.rollcall.setting..",
                    "io.rollcall.state..",
                    "io.rollcall.task..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rollcall.vendor.dingtalk..", "io.rollcall.vendor.huawei..");

    @ArchTest
    static final ArchRule VENDORS_ARE_KNOWN_BY_THEIR_SERVICE_FILE_ONLY = noClasses()
            .that()
            .resideOutsideOfPackages("io.rollcall.vendor.dingtalk..", "io.rollcall.vendor.huawei..", SANDBOX)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rollcall.vendor.dingtalk..", "io.rollcall.vendor.huawei..");

    @ArchTest
    static final ArchRule VENDORS_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("io.rollcall.vendor.dingtalk..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rollcall.vendor.huawei..");

    @ArchTest
    static final ArchRule SANDBOX_DOES_NOT_KNOW_ROLLCALL = noClasses()
            .that()
            .resideInAPackage(SANDBOX)
            .should()
            .dependOnClassesThat(CORE.or(resideInAnyPackage(STORE, ROUTES, APP, "org.apache.camel..")));

    @ArchTest
    static final ArchRule NOBODY_USES_THE_APP = noClasses()
            .that()
            .resideOutsideOfPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP);

    @ArchTest
    static final ArchRule ONLY_THE_APP_USES_THE_SANDBOX = noClasses()
            .that()
            .resideOutsideOfPackages(APP, SANDBOX)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SANDBOX);

    @ArchTest
    static final ArchRule NOBODY_REACHES_INTO_THE_SANDBOX = noClasses()
            .that()
            .resideOutsideOfPackage(SANDBOX)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rollcall.sandbox.internal..");

    /** Every package is a slice of its own: nested ones and the module's root, too. */
    private static ArchRule noCycles(DescribedPredicate<JavaClass> module) {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return module.test(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages of " + module.getDescription();
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    @ArchTest
    static final ArchRule CORE_HAS_NO_PACKAGE_CYCLES = noCycles(CORE);

    @ArchTest
    static final ArchRule STORE_HAS_NO_PACKAGE_CYCLES = noCycles(resideInAPackage(STORE));

    @ArchTest
    static final ArchRule SANDBOX_HAS_NO_PACKAGE_CYCLES = noCycles(resideInAPackage(SANDBOX));

    @ArchTest
    static final ArchRule APP_HAS_NO_PACKAGE_CYCLES = noCycles(resideInAPackage(APP));

    @ArchTest
    static final ArchRule ROUTES_HAVE_NO_PACKAGE_CYCLES = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return resideInAPackage(ROUTES).test(type)
                            ? SliceIdentifier.of(type.getPackageName())
                            : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "packages of camel-routes";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_MODULE_USES_THE_ROUTES_INTERNAL = noClasses()
            .that()
            .resideOutsideOfPackage(ROUTES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rollcall.camel.internal..");

    @ArchTest
    static final ArchRule NO_MODULE_USES_THE_STORES_INTERNAL = noClasses()
            .that()
            .resideOutsideOfPackage(STORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rollcall.store.internal..");

    /** Adding a flow edits none of these. */
    @ArchTest
    static final ArchRule ONLY_FEATURES_KNOW_FLOWS = noClasses()
            .that(CORE)
            .and()
            .resideOutsideOfPackages("io.rollcall.cohost..", "io.rollcall.invite..", "io.rollcall.roster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rollcall.cohost..", "io.rollcall.invite..", "io.rollcall.roster..");

    @ArchTest
    static final ArchRule FLOWS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.rollcall.(cohost|invite|roster)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule CORE_LAYS_NO_TEXT_OUT =
            noClasses().that(CORE).should().callMethod(String.class, "repeat", int.class);
}
