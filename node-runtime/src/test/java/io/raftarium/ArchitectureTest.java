package io.raftarium;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The shape of the packages. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.raftarium");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.raftarium.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingHereKnowsOfTheWindow() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javafx..", "io.raftarium.app..")
        .check(CLASSES);
  }

  @Test
  void nodeAndTransportKnowNothingOfLaboratoryAndViews() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.raftarium.node..", "io.raftarium.transport..", "io.raftarium.time..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.raftarium.lab..", "io.raftarium.observe..", "io.raftarium.server..")
        .check(CLASSES);
  }

  @Test
  void onlyTheServerKnowsOfTheEmbeddedLibrary() {
    classes()
        .that()
        .resideInAPackage("io.zonky..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage("io.raftarium.server..", "io.zonky..")
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.raftarium.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.zonky..")
        .check(CLASSES);
  }
}
