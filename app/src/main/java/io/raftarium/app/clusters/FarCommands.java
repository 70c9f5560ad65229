package io.raftarium.app.clusters;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.clusters.NewClusterCard.Choice;
import io.raftarium.app.export.RecentFiles;
import io.raftarium.app.export.RecentFiles.Recent;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.FarLab;
import io.raftarium.lab.KeptCluster;
import io.raftarium.lab.LabException;
import io.raftarium.remote.Attached;
import io.raftarium.remote.OwnCluster;
import io.raftarium.remote.OwnFolders;
import io.raftarium.remote.OwnPlan;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFileException;
import io.raftarium.site.ClusterFileReader;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that open clusters whose nodes are programs of their own. */
final class FarCommands {
  private static final Logger LOG = LoggerFactory.getLogger(FarCommands.class);
  private static final String FOLDER = "separate";

  /** What stands before the folder of one of ours, where others have a database. */
  private static final String OWN = "folder:";

  private static final String OF_SERVERS = Texts.mark(" · a PostgreSQL each");
  private static final String OF_PROCESSES = Texts.mark(" · a process each");

  private static final String OPERATOR = "operator";
  private static final int MOST_FOLDERS = 10_000;
  private static final int MOST_IN_MENU = 40;

  private final ClusterCommands.Around around;
  private final RecentFiles recent;

  FarCommands(ClusterCommands.Around around) {
    this.around = around;
    this.recent = RecentFiles.clusters(around.dataFolder());
  }

  /**
   * Adds them.
   *
   * @param home whether the open cluster is one of the data folder's own server
   */
  void addTo(Actions commands, boolean home) {
    commands.add(
        Action.named(
                "cluster.attach",
                "Attach to a cluster…",
                "Shows and steers nodes that run elsewhere, by the file of their cluster")
            .icon(Feather.LINK)
            .does(() ->
                around
                    .files()
                    .openCluster(Texts.of("Attach to the cluster of a file"))
                    .ifPresent(this::attach)));
    int number = 1;
    for (Recent one : recent.list()) {
      commands.add(
          Action.named(
                  "cluster.recent." + number++,
                  Shortened.of(one.name(), MOST_IN_MENU),
                  Texts.of("Opens {0}", one.path()))
              .icon(Feather.CLOCK)
              .does(() -> open(one)));
    }
    commands.add(
        Action.named(
                "cluster.home",
                "Clusters of this computer",
                "Goes back to the clusters whose nodes live in this window")
            .icon(Feather.HOME)
            .unless(() -> home, "one of them is open")
            .does(() -> around.replace().accept(around.home())));
  }

  private void open(Recent one) {
    if (OwnFolders.isIn(one.path())) {
      around.replace().accept(own(one.path()));
    } else {
      attach(one.path());
    }
  }

  /** Looks into the file before the open cluster is left. */
  private void attach(Path path) {
    Thread.ofVirtual()
        .name("attach")
        .start(() -> {
          try {
            Laboratories opening = attaching(path.toAbsolutePath(), around.dataFolder());
            Platform.runLater(() -> around.replace().accept(opening));
          } catch (LabException e) {
            LOG.info("{} cannot be attached to", path, e);
            Platform.runLater(() -> around.operator().fail("Attaching to a cluster", e));
          }
        });
  }

  /**
   * Opens the cluster of a file.
   *
   * @throws LabException with a sentence for a person if the file cannot be used
   */
  static Laboratories attaching(Path path, Path dataFolder) {
    ClusterFile file;
    try {
      file = ClusterFileReader.read(path);
      Passwords passwords = new Passwords(System.getenv());
      for (ClusterFile.Member member : file.members().values()) {
        String _ = passwords.of(member);
      }
    } catch (ClusterFileException | SiteException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
    return progress -> {
      progress.accept(Texts.of("Attaching to {0}", file.name()), 0.6);
      try {
        FarLab lab = Attached.open(file, OPERATOR, new Passwords(System.getenv()));
        RecentFiles.clusters(dataFolder).opened(new Recent(file.name(), path));
        return lab;
      } catch (SiteException e) {
        throw new LabException(String.valueOf(e.getMessage()), e);
      }
    };
  }

  /** Makes a cluster of programs on this machine. */
  void make(Choice choice) {
    OwnPlan plan =
        new OwnPlan(
            choice.name().strip(),
            choice.nodes(),
            choice.kind() == NewClusterCard.Kind.SERVERS,
            choice.preVote(),
            choice.checkQuorum(),
            false);
    if (plan.name().isEmpty()) {
      around
          .operator()
          .fail(
              "Making a new cluster",
              new LabException(Texts.of("A cluster's name has 1 to 60 characters.")));
      return;
    }
    Path folder = free(around.dataFolder().resolve(FOLDER));
    around
        .replace()
        .accept(progress -> {
          if (OwnFolders.isIn(folder)) {
            // It is tried again.
            return own(folder).open(progress);
          }
          FarLab lab =
              OwnCluster.make(
                  folder, programs(), plan, (text, done) -> progress.accept(text, done));
          recent.opened(new Recent(plan.name(), folder));
          return lab;
        });
  }

  /** The clusters of programs that were made here, as the list of clusters shows them. */
  List<KeptCluster> kept() {
    return OwnFolders.in(around.dataFolder().resolve(FOLDER)).stream()
        .map(own ->
            new KeptCluster(
                OWN + own.folder(),
                own.plan().name() + Texts.of(own.plan().ownServers() ? OF_SERVERS : OF_PROCESSES),
                own.plan().nodes(),
                -1,
                -1,
                null,
                own.used(),
                false,
                ""))
        .toList();
  }

  /** Whether it is one of those. */
  boolean isOwn(KeptCluster cluster) {
    return cluster.database().startsWith(OWN);
  }

  private static Path folder(KeptCluster cluster) {
    return Path.of(cluster.database().substring(OWN.length()));
  }

  void open(KeptCluster cluster) {
    around.replace().accept(own(folder(cluster)));
  }

  void rename(KeptCluster cluster, String name) {
    // What the list shows behind the name is no part of it.
    OwnFolders.rename(
        folder(cluster),
        name.replace(Texts.of(OF_SERVERS), "").replace(Texts.of(OF_PROCESSES), ""));
  }

  void delete(KeptCluster cluster) {
    OwnFolders.delete(folder(cluster));
  }

  private static Path free(Path folder) {
    for (int i = 1; i < MOST_FOLDERS; i++) {
      Path next = folder.resolve("cluster-" + i);
      if (!Files.exists(next)) {
        return next;
      }
    }
    throw new LabException(
        Texts.of("The folder {0} is full; delete what is not needed in it.", folder));
  }

  private Path programs() {
    return around.dataFolder().resolve("programs");
  }

  private Laboratories own(Path folder) {
    return progress -> {
      FarLab lab = OwnCluster.open(folder, programs(), (text, done) -> progress.accept(text, done));
      recent.opened(new Recent(lab.name(), folder));
      return lab;
    };
  }
}
