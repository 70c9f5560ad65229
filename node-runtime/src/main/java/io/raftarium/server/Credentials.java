package io.raftarium.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

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

  /** What a connection needs; the password is read anew so that no object keeps it. */
  Properties properties() throws IOException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", Files.readString(file).strip());
    return properties;
  }

  @Override
  public String toString() {
    return "Credentials[" + USER + "]";
  }
}
