package io.raftarium.remote;

import io.raftarium.lab.LabException;
import io.raftarium.server.Folders;
import io.raftarium.server.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** The folders of clusters of programs of their own, while none of them is open. */
public final class OwnFolders {
  private static final int LONGEST_NAME = 60;

  private OwnFolders() {}

  /** One that is kept in a folder. */
  public record Kept(Path folder, OwnPlan plan, Instant used) {}

  /** Those in the folders of a folder. */
  public static List<Kept> in(Path parent) {
    List<Kept> all = new ArrayList<>();
    if (!Files.isDirectory(parent)) {
      return all;
    }
    try (Stream<Path> folders = Files.list(parent)) {
      for (Path folder : folders.sorted().toList()) {
        if (isIn(folder)) {
          // It is written with each start.
          Path file =
              folder.resolve(
                  Files.exists(folder.resolve(OwnCluster.FILE)) ? OwnCluster.FILE : OwnPlan.FILE);
          all.add(
              new Kept(
                  folder,
                  OwnPlan.of(Files.readString(folder.resolve(OwnPlan.FILE))),
                  Files.getLastModifiedTime(file).toInstant()));
        }
      }
    } catch (IOException | JacksonException e) {
      throw new LabException("The folder " + parent + " cannot be read: " + e.getMessage(), e);
    }
    return all;
  }

  /** Gives one another name; not one that is open. */
  public static void rename(Path folder, String name) {
    String wish = name.strip();
    if (wish.isEmpty() || wish.codePointCount(0, wish.length()) > LONGEST_NAME) {
      throw new LabException("A cluster's name has 1 to " + LONGEST_NAME + " characters.");
    }
    try {
      OwnPlan plan = OwnPlan.of(Files.readString(folder.resolve(OwnPlan.FILE)));
      PrivateFile.write(folder.resolve(OwnPlan.FILE), plan.named(wish).text());
    } catch (IOException | JacksonException e) {
      throw new LabException("The cluster cannot be renamed: " + e.getMessage(), e);
    }
  }

  /** Deletes one with all its rows; not one that is open. */
  public static void delete(Path folder) {
    if (!isIn(folder)) {
      throw new LabException("The folder " + folder + " holds no cluster.");
    }
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new LabException("The cluster cannot be deleted: " + e.getMessage(), e);
    }
  }

  /** Whether a folder holds one. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(OwnPlan.FILE));
  }
}
