package io.raftarium.app.clusters;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Operator;
import io.raftarium.app.parts.Overlay;
import io.raftarium.app.words.Failures;
import io.raftarium.lab.Clusters;
import io.raftarium.lab.KeptCluster;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import java.util.List;
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
  private static final int USUAL_NODES = 5;
  private static final String NAME = "Cluster";

  private final Clusters clusters;
  private final Supplier<LabOptions> options;
  private final Overlay overlay;
  private final Operator operator;
  private final Consumer<Laboratories> change;

  /**
   * For the clusters of a data folder.
   *
   * @param options of a new cluster
   * @param change closes the open laboratory's panels, and shows those of another one
   */
  public ClusterCommands(
      Clusters clusters,
      Supplier<LabOptions> options,
      Overlay overlay,
      Operator operator,
      Consumer<Laboratories> change) {
    this.clusters = clusters;
    this.options = options;
    this.overlay = overlay;
    this.operator = operator;
    this.change = change;
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
            .does(this::showList));
  }

  private void askNew() {
    inBackground(
        () -> clusters.freeName(NAME),
        free -> {
          NewClusterCard card = new NewClusterCard(free, USUAL_NODES, this::make, overlay::close);
          overlay.show(card);
        },
        failure -> operator.fail("Making a new cluster", failure));
  }

  private void make(NewClusterCard.Choice choice) {
    overlay.close();
    inBackground(
        () -> clusters.checkedName(choice.name()),
        name ->
            change.accept(progress -> {
              progress.accept("Making " + name, 0.2);
              LocalLab lab = clusters.create(name, options.get());
              progress.accept("Starting its nodes", 0.7);
              lab.cluster().start(choice.nodes(), choice.preVote(), choice.checkQuorum());
              return lab;
            }),
        failure -> operator.fail("Making a new cluster", failure));
  }

  private void showList() {
    ClusterListCard card = new ClusterListCard(new Verbs(), Failures::sentence);
    overlay.show(card);
  }

  private Laboratories opening(String database, String name) {
    return progress -> {
      progress.accept("Opening " + name, 0.2);
      LocalLab lab = clusters.open(database, options.get());
      progress.accept("Starting its nodes", 0.7);
      if (!lab.cluster().reopen()) {
        lab.cluster().start(USUAL_NODES);
      }
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
    @Override
    public void list(Consumer<List<KeptCluster>> done, Consumer<Throwable> failed) {
      inBackground(clusters::list, done, failed);
    }

    @Override
    public void open(KeptCluster cluster) {
      overlay.close();
      change.accept(opening(cluster.database(), cluster.name()));
    }

    @Override
    public void rename(
        KeptCluster cluster, String name, Runnable done, Consumer<Throwable> failed) {
      inBackground(
          () -> {
            clusters.rename(cluster.database(), name);
            return name;
          },
          _ -> done.run(),
          failed);
    }

    @Override
    public void duplicate(
        KeptCluster cluster, String name, Runnable done, Consumer<Throwable> failed) {
      if (!cluster.open()) {
        inBackground(() -> clusters.duplicate(cluster.database(), name), _ -> done.run(), failed);
        return;
      }
      inBackground(
          () -> clusters.checkedName(name),
          checked -> {
            overlay.close();
            change.accept(progress -> {
              progress.accept("Copying " + cluster.name(), 0.1);
              clusters.duplicate(cluster.database(), checked);
              return opening(cluster.database(), cluster.name()).open(progress);
            });
          },
          failed);
    }

    @Override
    public void delete(KeptCluster cluster, Runnable done, Consumer<Throwable> failed) {
      inBackground(
          () -> {
            clusters.delete(cluster.database());
            return cluster;
          },
          _ -> done.run(),
          failed);
    }

    @Override
    public void close() {
      overlay.close();
    }
  }
}
