package io.raftarium.app.about;

import java.util.Locale;

/**
 * Something that is shipped with the program.
 *
 * @param name as its makers call it
 * @param artifact what a repository calls it, or where it lies
 * @param licences that allow its use
 * @param address where more is told; empty where nobody says
 */
record Part(String name, String artifact, String version, String licences, String address) {
  /** Whether all these letters stand in it together. */
  boolean has(String letters) {
    return line().toLowerCase(Locale.ROOT).contains(letters.strip().toLowerCase(Locale.ROOT));
  }

  /** All of it, to be copied. */
  String line() {
    return name
        + " "
        + version
        + " ("
        + artifact
        + "): "
        + licences
        + (address.isEmpty() ? "" : ", " + address);
  }
}
