package io.raftarium.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The server's one login; the password is generated and lives in a file only its owner reads. */
record Credentials(Path file) {
  static final String USER = "raftarium";

  private static final int BYTES = 32;

  /** Makes a new password. */
  static Credentials create(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    PrivateFile.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    return new Credentials(file);
  }

  /** The password, read anew so that no object keeps it. */
  String password() {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ServerException(
          "The server's password cannot be read from "
              + file
              + ". Bring the file back, or move the data folder away to begin anew.",
          e);
    }
  }

  @Override
  public String toString() {
    return "Credentials[" + USER + "]";
  }
}
