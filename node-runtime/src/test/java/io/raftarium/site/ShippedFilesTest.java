package io.raftarium.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The files to deploy with say what they mean: Kubernetes' own model of its API takes them, and
 * what one file names is there in the other.
 */
class ShippedFilesTest {
  private static final Path PACKAGING = Path.of("../packaging");
  private static final Gson GSON = new Gson();

  /** Checks a document by the published model of its kind. */
  @FunctionalInterface
  private interface Model {
    void validate(JsonElement document) throws IOException;
  }

  private static final Map<String, Model> MODELS =
      Map.of(
          "ConfigMap", V1ConfigMap::validateJsonElement,
          "Job", V1Job::validateJsonElement,
          "PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
          "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "Service", V1Service::validateJsonElement,
          "StatefulSet", V1StatefulSet::validateJsonElement);

  /** Kinds of others, whose models are not Kubernetes' own. */
  private static final Set<String> FOREIGN = Set.of("postgresql.cnpg.io/v1");

  @TempDir private Path folder;

  static List<Map<String, Object>> documents(Path file) throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    LoadSettings settings =
        LoadSettings.builder().setSchema(new CoreSchema()).setLabel(file.toString()).build();
    for (Object document : new Load(settings).loadAllFromString(merged(Files.readString(file)))) {
      all.add(map(document));
    }
    return all;
  }

  /** The reader knows YAML 1.2, which has no merge keys; compose has them: they are put in here. */
  private static String merged(String text) {
    return text.replace("<<: *", "merged: *");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<Object, Object>) Objects.requireNonNull(value))
        .forEach((key, each) -> map.put(String.valueOf(key), each));
    if (map.remove("merged") instanceof Map<?, ?> other) {
      map(other).forEach(map::putIfAbsent);
    }
    return map;
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nodes.yaml", "postgres-plain.yaml", "postgres-operator.yaml", "simulate.yaml"})
  void kubernetesTakesThem(String name) throws Exception {
    List<Map<String, Object>> documents = documents(PACKAGING.resolve("kubernetes").resolve(name));
    assertThat(documents).isNotEmpty();
    for (Map<String, Object> document : documents) {
      if (FOREIGN.contains(String.valueOf(document.get("apiVersion")))) {
        continue;
      }
      String kind = String.valueOf(document.get("kind"));
      assertThat(MODELS).containsKey(kind);
      Objects.requireNonNull(MODELS.get(kind)).validate(GSON.toJsonTree(document));
    }
  }

  @Test
  void theModelsNoticeWhatTheyDoNotKnow() throws Exception {
    Map<String, Object> document = documents(PACKAGING.resolve("kubernetes/nodes.yaml")).getLast();
    String text = GSON.toJson(document).replace("\"readinessProbe\"", "\"readyProbe\"");
    assertThat(text).contains("readyProbe");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> V1StatefulSet.validateJsonElement(GSON.fromJson(text, JsonElement.class)))
        .hasMessageContaining("readyProbe");
  }

  @Test
  void whatTheNodesNameIsThere() throws Exception {
    Path kubernetes = PACKAGING.resolve("kubernetes");
    ClusterFile cluster = configured();
    Set<String> services = new TreeSet<>();
    for (String file : List.of("postgres-plain.yaml", "postgres-operator.yaml")) {
      services.clear();
      for (Map<String, Object> document : documents(kubernetes.resolve(file))) {
        if ("Service".equals(document.get("kind"))) {
          services.add(String.valueOf(map(document.get("metadata")).get("name")));
        }
      }
      cluster
          .members()
          .values()
          .forEach(member ->
              assertThat(services)
                  .as("%s in %s", member.database().url(), file)
                  .anyMatch(service -> member.database().url().contains("//" + service + ":")));
    }
    cluster
        .members()
        .forEach((id, member) ->
            assertThat(member.address()).hasToString("raftarium-" + (id - 1) + ".raftarium:7400"));
  }

  /** The cluster of the nodes' ConfigMap. */
  private ClusterFile configured() throws Exception {
    Map<String, Object> config = documents(PACKAGING.resolve("kubernetes/nodes.yaml")).getFirst();
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(file, String.valueOf(map(config.get("data")).get("cluster.yaml")));
    return ClusterFileReader.read(file);
  }

  @Test
  void composeNamesWhatItHas() throws Exception {
    Map<String, Object> compose = documents(PACKAGING.resolve("container/compose.yaml")).getFirst();
    assertThat(compose.keySet())
        .allMatch(key ->
            key.startsWith("x-") || Set.of("name", "services", "volumes", "secrets").contains(key));
    Map<String, Object> services = map(compose.get("services"));
    Set<String> volumes = map(compose.get("volumes")).keySet();
    Set<String> secrets = map(compose.get("secrets")).keySet();
    services.forEach((name, each) -> {
      Map<String, Object> service = map(each);
      assertThat(service.keySet())
          .as(name)
          .isSubsetOf(
              "image",
              "build",
              "restart",
              "environment",
              "volumes",
              "secrets",
              "depends_on",
              "healthcheck",
              "command",
              "entrypoint",
              "user");
      for (Object secret : list(service.getOrDefault("secrets", List.of()))) {
        assertThat(secrets).as(name).contains(String.valueOf(secret));
      }
      for (Object volume : list(service.getOrDefault("volumes", List.of()))) {
        String source = String.valueOf(volume).replaceFirst(":.*", "");
        if (source.startsWith(".")) {
          assertThat(PACKAGING.resolve("container").resolve(source)).exists();
        } else {
          assertThat(volumes).as(name).contains(source);
        }
      }
      if (service.get("depends_on") != null) {
        assertThat(services.keySet()).containsAll(map(service.get("depends_on")).keySet());
      }
    });
    ClusterFile cluster = ClusterFileReader.read(PACKAGING.resolve("container/cluster.yaml"));
    cluster
        .members()
        .forEach((id, member) -> {
          assertThat(services).containsKey(member.address().host());
          assertThat(services).containsKey("postgres-" + id);
          assertThat(member.database().url()).contains("//postgres-" + id + ":5432/raft");
          assertThat(map(services.get("node-" + id)).get("command"))
              .isEqualTo(List.of("serve", "--node", String.valueOf(id)));
        });
  }

  @Test
  void theContainerHoldsWhatTheBuildLeaves() throws Exception {
    List<String> lines = Files.readAllLines(PACKAGING.resolve("container/Containerfile"));
    assertThat(lines)
        .filteredOn(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(" "))
        .allMatch(line -> line.matches("(FROM|COPY|RUN|USER|ENV|EXPOSE|ENTRYPOINT|CMD) .*"));
    assertThat(Path.of("src/dist/bin/raftarium-node")).exists();
    assertThat(lines).contains("EXPOSE 7400 7500");
  }

  @Test
  void systemdTakesTheUnit() throws Exception {
    Path unit = folder.resolve("raftarium-node@1.service");
    Files.copy(PACKAGING.resolve("systemd/raftarium-node@.service"), unit);
    Process verify;
    try {
      verify =
          new ProcessBuilder("systemd-analyze", "verify", unit.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      org.junit.jupiter.api.Assumptions.abort("there is no systemd-analyze here");
      throw e;
    }
    String told = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int _ = verify.waitFor();
    assertThat(told.lines().filter(line -> line.contains("raftarium")))
        .as("but for the program, which is elsewhere")
        .allMatch(line -> line.contains("is not executable"));
  }
}
