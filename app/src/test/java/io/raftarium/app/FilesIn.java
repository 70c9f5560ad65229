package io.raftarium.app;

import io.raftarium.app.export.FileChoice;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Answers where files go: into a folder, under the name that is proposed; and what to open. */
public final class FilesIn implements FileChoice {
  private final Path folder;
  private final AtomicReference<@Nullable Path> toOpen = new AtomicReference<>();

  /** For a folder; nothing is opened until {@link #pick(Path)}. */
  public FilesIn(Path folder) {
    this.folder = folder;
  }

  /** Picks this file from now on when asked what to open. */
  public void pick(Path file) {
    toOpen.set(file);
  }

  @Override
  public Optional<Path> choose(String title, String name) {
    return Optional.of(folder.resolve(name));
  }

  @Override
  public Optional<Path> open(String title) {
    return Optional.ofNullable(toOpen.get());
  }
}
