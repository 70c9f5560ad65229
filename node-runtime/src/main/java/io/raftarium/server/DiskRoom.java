package io.raftarium.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk without room is told before anything is half-done. */
final class DiskRoom {
  /** A server that starts writes a segment of its write-ahead log, of 16 MB, and some files. */
  private static final long TO_START = 24;

  /** PostgreSQL's programs take 60 MB, a new cluster 66 MB. */
  private static final long TO_BEGIN = 160;

  private static final long MB = 1024 * 1024;

  private DiskRoom() {}

  /**
   * Refuses a data folder whose disk has too little room for a server.
   *
   * @param begun whether a server has been there before
   */
  static void check(Path folder, boolean begun) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    long free = disk.getUsableSpace() / MB;
    long needed = begun ? TO_START : TO_BEGIN;
    // Some file systems do not know how large they are.
    if (disk.getTotalSpace() > 0 && free < needed) {
      throw new ServerException(
          "The disk of the data folder "
              + folder
              + " is full: "
              + free
              + " MB are free, and the server needs "
              + needed
              + ". Make room there, then try again: nothing committed is lost.");
    }
  }
}
