package io.raftarium.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The shape of all packages: each knows only what stands before it. */
class ArchitectureTest {
  /** From the bottom; those of one line do not know each other. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("sql", "remote.v1"),
          List.of("protocol"),
          List.of("time"),
          List.of("view"),
          List.of("server", "database", "record", "transport"),
          List.of("check", "fault", "node", "observe", "promise", "reason", "site"),
          List.of("lab", "monitor", "sim"),
          List.of("remote", "search"),
          List.of("bench"),
          List.of("cli"),
          List.of("app.theme", "app.words"),
          List.of("app.parts"),
          List.of("app.action"),
          List.of("app.model"),
          List.of("app.feed", "app.export"),
          List.of(
              "app.stage",
              "app.logs",
              "app.messages",
              "app.inspector",
              "app.links",
              "app.load",
              "app.force",
              "app.message",
              "app.submit",
              "app.tape",
              "app.narration",
              "app.function",
              "app.figure",
              "app.console",
              "app.status",
              "app.clusters",
              "app.branches",
              "app.verbs",
              "app.preferences",
              "app.why",
              "app.about"),
          List.of("app.spacetime", "app.search"),
          List.of("app.lesson"),
          List.of("app.classroom"),
          List.of("app.window"),
          List.of("app.tour"),
          List.of("app"));

  /** Each reads the format of one file, which it also writes. */
  private static final Set<String> FORMATS =
      Set.of(
          "PreferencesFile",
          "RecentFiles",
          "ClusterRecord",
          "ClusterLabels",
          "HistoryReader",
          "NodeReport",
          "OwnPlan",
          "Acts",
          "Course",
          "LessonReader",
          "Preview",
          "ProgressFile",
          "SimulationSummary");

  /** They draw any JSON, and know no name of a field. */
  private static final Set<String> SHOWERS = Set.of("StepDetails", "JsonText");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.raftarium");

  @Test
  void eachLayerKnowsOnlyThoseBelow() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String each : LAYERS.stream().flatMap(List::stream).toList()) {
      layers = layers.layer(each).definedBy("io.raftarium." + each);
    }
    List<String> below = new ArrayList<>();
    for (List<String> layer : LAYERS) {
      for (String each : layer) {
        layers =
            below.isEmpty()
                ? layers.whereLayer(each).mayNotAccessAnyLayer()
                : layers.whereLayer(each).mayOnlyAccessLayers(below.toArray(String[]::new));
      }
      below.addAll(layer);
    }
    layers.check(classes);
  }

  @Test
  void everyPackageHasItsLayer() {
    List<String> known =
        LAYERS.stream().flatMap(List::stream).map(each -> "io.raftarium." + each).toList();
    List<String> packages =
        classes.stream().map(each -> each.getPackageName()).distinct().sorted().toList();
    assertThat(known).containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void noCyclesBetweenPackages() {
    slices().matching("io.raftarium.(**)").should().beFreeOfCycles().check(classes);
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

  /** What a step, a message or a row says is read by its name in one place each. */
  @Test
  void fieldsAreReadWhereTheyAreDescribed() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.raftarium.protocol", "io.raftarium.record")
        .and(
            describe(
                "do not read a file's format",
                each ->
                    !FORMATS.contains(
                        each.getName()
                            .substring(each.getPackageName().length() + 1)
                            .replaceFirst("\\$.*", ""))))
        .and(
            describe(
                "do not show whatever is there", each -> !SHOWERS.contains(each.getSimpleName())))
        .should()
        .callMethod(JsonNode.class, "path", String.class)
        .orShould()
        .callMethod(JsonNode.class, "get", String.class)
        .orShould()
        .callMethod(JsonNode.class, "has", String.class)
        .orShould()
        .callMethod(JsonNode.class, "required", String.class)
        .because(
            "field names are written once: a file's format in its one reader, all else in protocol")
        .check(classes);
  }
}
