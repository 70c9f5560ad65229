package io.raftarium.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What this program takes of the machine's memory; Linux tells. */
public final class Memory {
  private Memory() {}

  /** What the system counts as resident, MB. */
  public static double resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** The same with the heap, to be printed after a minute. */
  public static void print(int minute, String done) throws IOException {
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "minute %d: %s, %.0f MB resident, %.0f of %.0f MB heap%n",
        minute,
        done,
        resident(),
        (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
        runtime.totalMemory() / 1e6);
  }
}
