package io.raftarium.app.clusters;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.export.FileChoice;
import io.raftarium.app.model.Operator;
import io.raftarium.app.parts.Overlay;
import io.raftarium.app.words.Failures;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Clusters;
import io.raftarium.lab.KeptCluster;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that go from one kept cluster to another. */
public final class ClusterCommands {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterCommands.class);
  private static final String NAME = "Cluster";

  private final Optional<Clusters> clusters;
  private final Around around;
  private final FarCommands far;
  private final ModifiedCommands modified;

  /**
   * What the commands need of a window.
   *
   * @param options of a new cluster
   * @param change closes the open laboratory's panels, and shows those of another one, which closes
   *     the open one itself
   * @param replace the same, and closes the open laboratory before the other is opened
   * @param home opens the cluster of the data folder that was used last
   * @param show shows a file in a window of its own
   */
  public record Around(
      Path dataFolder,
      Supplier<LabOptions> options,
      Overlay overlay,
      Operator operator,
      FileChoice files,
      Consumer<Laboratories> change,
      Consumer<Laboratories> replace,
      Laboratories home,
      Consumer<Path> show) {}

  /**
   * Of a window.
   *
   * @param clusters of the data folder; empty while a cluster is open that is none of them
   */
  public ClusterCommands(Optional<Clusters> clusters, Around around) {
    this.clusters = clusters;
    this.around = around;
    this.far = new FarCommands(around);
    this.modified = new ModifiedCommands(around, this::openModified);
  }

  /**
   * Opens the cluster of a file.
   *
   * @throws LabException with a sentence for a person if the file cannot be used
   */
  public static Laboratories attaching(Path file, Path dataFolder) {
    return FarCommands.attaching(file, dataFolder);
  }

  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "cluster.create",
                "New cluster…",
                "Starts another cluster; the open one is kept as it is")
            .icon(Feather.PLUS_SQUARE)
            .key(Keys.ctrl(KeyCode.N))
            .does(this::askNew));
    commands.add(
        Action.named(
                "cluster.open",
                "Open cluster…",
                "Lists the clusters that are kept, to open, rename, duplicate or delete them")
            .icon(Feather.LAYERS)
            .key(Keys.ctrlShift(KeyCode.O))
            .unless(clusters::isEmpty, "Clusters of this computer comes first")
            .does(() -> clusters.ifPresent(this::showList)));
    far.addTo(commands, clusters.isPresent());
    modified.addTo(commands);
  }

  private void askNew() {
    inBackground(
        () -> clusters.map(all -> all.freeName(NAME)).orElse(NAME),
        free -> {
          NewClusterCard card =
              new NewClusterCard(
                  free, Laboratories.USUAL_NODES, this::make, around.overlay()::close);
          around.overlay().show(card);
        },
        failure -> around.operator().fail("Making a new cluster", failure));
  }

  private void make(NewClusterCard.Choice choice) {
    around.overlay().close();
    if (choice.kind() != NewClusterCard.Kind.SHARED) {
      far.make(choice);
      return;
    }
    if (clusters.isEmpty()) {
      makeAtHome(choice, "");
      return;
    }
    inBackground(
        () -> clusters.orElseThrow().checkedName(choice.name()),
        name -> around.change().accept(making(clusters.orElseThrow(), name, choice, "")),
        failure -> around.operator().fail("Making a new cluster", failure));
  }

  /** Opens a new cluster with a rule left out; the open one is kept as it is. */
  private void openModified(String ablation, String wish) {
    // With pre-vote and check-quorum much that breaks is seldom seen.
    NewClusterCard.Choice choice =
        new NewClusterCard.Choice(
            NewClusterCard.Kind.SHARED, wish, Laboratories.USUAL_NODES, false, false);
    if (clusters.isEmpty()) {
      makeAtHome(choice, ablation);
      return;
    }
    Clusters all = clusters.orElseThrow();
    inBackground(
        () -> all.freeName(wish),
        name -> around.change().accept(making(all, name, choice, ablation)),
        failure -> around.operator().fail("Opening a modified lab", failure));
  }

  /** Goes back to the clusters of this computer first. */
  private void makeAtHome(NewClusterCard.Choice choice, String ablation) {
    around
        .replace()
        .accept(progress -> {
          Lab opened = around.home().open((text, done) -> progress.accept(text, done * 0.6));
          Clusters all = opened.clusters().orElseThrow();
          return making(all, all.freeName(choice.name().strip()), choice, ablation).open(progress);
        });
  }

  private Laboratories making(
      Clusters all, String name, NewClusterCard.Choice choice, String ablation) {
    return progress -> {
      progress.accept(Texts.of("Making {0}", name), 0.2);
      LocalLab lab = all.create(name, around.options().get().withModified(ablation));
      progress.accept(Texts.of("Starting its nodes"), 0.7);
      lab.cluster().start(choice.nodes(), choice.preVote(), choice.checkQuorum());
      return lab;
    };
  }

  private void showList(Clusters all) {
    ClusterListCard card = new ClusterListCard(new Verbs(all), Failures::sentence);
    around.overlay().show(card);
  }

  private Laboratories opening(Clusters all, String database, String name) {
    return progress -> {
      progress.accept(Texts.of("Opening {0}", name), 0.2);
      LocalLab lab = all.open(database, around.options().get());
      progress.accept(Texts.of("Starting its nodes"), 0.7);
      Laboratories.goOn(lab);
      return lab;
    };
  }

  private static <T> void inBackground(
      Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    Thread.ofVirtual()
        .name("clusters")
        .start(() -> {
          try {
            T result = work.get();
            Platform.runLater(() -> done.accept(result));
          } catch (RuntimeException e) {
            LOG.info("The clusters' list", e);
            Platform.runLater(() -> failed.accept(e));
          }
        });
  }

  /** What the list does. */
  private final class Verbs implements ClusterVerbs {
    private final Clusters all;

    Verbs(Clusters all) {
      this.all = all;
    }

    @Override
    public void list(Consumer<List<KeptCluster>> done, Consumer<Throwable> failed) {
      inBackground(
          () -> {
            List<KeptCluster> list = new ArrayList<>(all.list());
            list.addAll(far.kept());
            return list;
          },
          done,
          failed);
    }

    @Override
    public void open(KeptCluster cluster) {
      around.overlay().close();
      if (far.isOwn(cluster)) {
        far.open(cluster);
      } else {
        around.change().accept(opening(all, cluster.database(), cluster.name()));
      }
    }

    @Override
    public void rename(
        KeptCluster cluster, String name, Runnable done, Consumer<Throwable> failed) {
      inBackground(
          () -> {
            if (far.isOwn(cluster)) {
              far.rename(cluster, name);
            } else {
              all.rename(cluster.database(), name);
            }
            return name;
          },
          _ -> done.run(),
          failed);
    }

    @Override
    public void duplicate(
        KeptCluster cluster, String name, Runnable done, Consumer<Throwable> failed) {
      if (far.isOwn(cluster)) {
        failed.accept(
            new LabException(
                Texts.of("A cluster of programs of their own cannot be copied from here.")));
        return;
      }
      if (!cluster.open()) {
        inBackground(() -> all.duplicate(cluster.database(), name), _ -> done.run(), failed);
        return;
      }
      inBackground(
          () -> all.checkedName(name),
          checked -> {
            around.overlay().close();
            around
                .change()
                .accept(progress -> {
                  progress.accept(Texts.of("Copying {0}", cluster.name()), 0.1);
                  all.duplicate(cluster.database(), checked);
                  return opening(all, cluster.database(), cluster.name()).open(progress);
                });
          },
          failed);
    }

    @Override
    public void delete(KeptCluster cluster, Runnable done, Consumer<Throwable> failed) {
      inBackground(
          () -> {
            if (far.isOwn(cluster)) {
              far.delete(cluster);
            } else {
              all.delete(cluster.database());
            }
            return cluster;
          },
          _ -> done.run(),
          failed);
    }

    @Override
    public void close() {
      around.overlay().close();
    }
  }
}
