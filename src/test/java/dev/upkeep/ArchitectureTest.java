package dev.upkeep;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;

/// The walls of the house. Each rule says why it is there.
@AnalyzeClasses(packages = "dev.upkeep", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule layersUseOnlyTheOnesBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .optionalLayer("start")
            .definedBy("dev.upkeep")
            .optionalLayer("faces")
            .definedBy("dev.upkeep.cli..", "dev.upkeep.api..", "dev.upkeep.web..")
            .optionalLayer("operations")
            .definedBy("dev.upkeep.operations..")
            .optionalLayer("core")
            .definedBy("dev.upkeep.app..", "dev.upkeep.run..", "dev.upkeep.schedule..")
            .optionalLayer("drivers")
            .definedBy("dev.upkeep.drivers..")
            .optionalLayer("base")
            .definedBy("dev.upkeep.base..")
            .whereLayer("start")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("faces")
            .mayOnlyBeAccessedByLayers("start")
            .whereLayer("operations")
            .mayOnlyBeAccessedByLayers("start", "faces")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("start", "faces", "operations")
            .whereLayer("drivers")
            .mayOnlyBeAccessedByLayers("start", "faces", "operations", "core")
            .because("a verb can be read, tested and changed without knowing the faces above it");

    @ArchTest
    static final ArchRule noPackageCycles = slices().matching("dev.upkeep.(**)")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one package with a wall in the wrong place");

    @ArchTest
    static final ArchRule postgresStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackages("dev.upkeep.drivers.database.postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql..")
            .because("a make is named only in its own package, so that the next make is one folder");

    @ArchTest
    static final ArchRule makesAreJoinedInTheirFamilysWiring = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.upkeep.drivers.database.postgres..",
                    "dev.upkeep.drivers.store.directory..",
                    "dev.upkeep.drivers.host.local..")
            .and()
            .doNotHaveSimpleName("Databases")
            .and()
            .doNotHaveSimpleName("Stores")
            .and()
            .doNotHaveSimpleName("Assembly")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.upkeep.drivers.database.postgres..",
                    "dev.upkeep.drivers.store.directory..",
                    "dev.upkeep.drivers.host.local..")
            .because("a make is chosen in one place; everybody else knows the family");

    @ArchTest
    static final ArchRule processesOnlyInTheHostDriver = noClasses()
            .that()
            .resideOutsideOfPackage("dev.upkeep.drivers.host..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class)
            .because("time limits, masked secrets and ended process trees are kept in one place");

    @ArchTest
    static final ArchRule theClockOnlyInBaseTime = noClasses()
            .that()
            .resideOutsideOfPackage("dev.upkeep.base.time..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class)
            .because("a test moves time by hand; code that reads the clock itself cannot be tested at midnight");

    @ArchTest
    static final ArchRule onlyTheFaceSpeaksAndEnds = noClasses()
            .that()
            .resideOutsideOfPackages("dev.upkeep.cli..")
            .and()
            .doNotHaveFullyQualifiedName("dev.upkeep.Upkeep")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("stdout is a contract with programs, and only the start may end the process");

    @ArchTest
    static final ArchRule commandLineLibraryOnlyInItsFace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.upkeep.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("what Upkeep does must not depend on how it was asked");

    @ArchTest
    static final ArchRule everyPackageIsNullMarkedAndSaysWhatItHolds = classes()
            .should(new ArchCondition<JavaClass>("live in a package with package-info.java and @NullMarked") {
                @Override
                public void check(JavaClass javaClass, ConditionEvents events) {
                    var marked = javaClass.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                    if (!marked) {
                        events.add(SimpleConditionEvent.violated(
                                javaClass, javaClass.getPackageName() + " has no @NullMarked package-info.java"));
                    }
                }
            })
            .because("a package says in two sentences what is here and what is not, and null is never a surprise");
}
