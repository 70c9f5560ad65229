package io.raftarium.server;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The program files of PostgreSQL that come with Raftarium, unpacked once into a folder. */
record Binaries(Path home) {

  /** Unpacks them below the folder unless they are there already. */
  static Binaries unpackInto(Path folder, Progress progress) throws IOException {
    Path home = folder.resolve(fingerprint());
    if (!Files.isDirectory(home)) {
      progress.step("Unpacking PostgreSQL", 0);
      Files.createDirectories(folder);
      Path half = Files.createTempDirectory(folder, "unpacking-");
      try (InputStream packed = open()) {
        unpack(packed, half);
        finish(half, home);
      } finally {
        Folders.delete(half);
      }
    }
    return new Binaries(home);
  }

  /** The path of a program, for example {@code initdb}. */
  Path program(String name) {
    return home.resolve("bin", Platform.current() == Platform.WINDOWS ? name + ".exe" : name);
  }

  private static InputStream open() throws IOException {
    String system =
        switch (Platform.current()) {
          case LINUX -> "Linux";
          case MACOS -> "Darwin";
          case WINDOWS -> "Windows";
        };
    String machine = System.getProperty("os.arch", "");
    InputStream packed;
    try {
      packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    } catch (IllegalStateException e) {
      throw new ServerException(noneFor(system, machine), e);
    }
    if (packed == null) {
      throw new ServerException(noneFor(system, machine));
    }
    return new BufferedInputStream(packed, 1 << 16);
  }

  private static String noneFor(String system, String machine) {
    return "This build of Raftarium brings no PostgreSQL for "
        + system
        + " on "
        + machine
        + ". It runs on Linux and macOS (amd64, arm64) and on Windows (amd64).";
  }

  /** Names the folder after the archive, so that a new version never meets the old one's files. */
  private static String fingerprint() throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream packed = new CheckedInputStream(open(), sum)) {
      packed.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return "postgresql-" + Long.toHexString(sum.getValue());
  }

  private static void unpack(InputStream packed, Path into) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("The archive of PostgreSQL names a file outside: " + entry);
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Path parent = target.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(target, into.resolve(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          makeExecutable(target, entry);
        }
      }
    }
  }

  private static void makeExecutable(Path file, TarArchiveEntry entry) throws IOException {
    boolean executable = (entry.getMode() & 0100) != 0;
    if (executable && Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** Only a whole folder gets the name; another process that was faster is as good. */
  private static void finish(Path half, Path home) throws IOException {
    try {
      Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
      if (!Files.isDirectory(home)) {
        Files.move(half, home);
      }
    } catch (IOException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }
}
