package io.raftarium;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * What a layer may use of libraries; how the layers stand is a test of the desktop, which sees them
 * all.
 */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.raftarium");

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
