package io.raftarium.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.raftarium");

  @Test
  void noCyclesBetweenPackages() {
    slices().matching("io.raftarium.app.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void theWindowHasNoJdbc() {
    noClasses()
        .that()
        .resideInAPackage("io.raftarium.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..")
        .check(classes);
  }

  @Test
  void javafxIsInTheAppAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.raftarium.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javafx..")
        .check(classes);
  }

  @Test
  void nothingBelowKnowsTheApp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.raftarium.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.raftarium.app..")
        .check(classes);
  }

  @Test
  void panelsDoNotKnowTheWindow() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.raftarium.app.stage..",
            "io.raftarium.app.inspector..",
            "io.raftarium.app.logs..",
            "io.raftarium.app.submit..",
            "io.raftarium.app.links..",
            "io.raftarium.app.tape..",
            "io.raftarium.app.narration..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.raftarium.app.window..")
        .check(classes);
  }
}
