package io.raftarium.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Where passwords come from: files and the environment, never arguments. */
public record Passwords(Map<String, String> environment) {
  /** A node's password: its file's, else that of {@code RAFTARIUM_PASSWORD}. */
  public String of(ClusterFile.Member member) throws SiteException {
    Path file = member.database().passwordFile();
    if (file != null) {
      return in(file);
    }
    return named("RAFTARIUM_PASSWORD", "node " + member.id() + " has no \"password_file\"");
  }

  /** A password in the environment. */
  public String named(String variable, String why) throws SiteException {
    String password = environment.get(variable);
    if (password == null || password.isEmpty()) {
      throw new SiteException(why + ", and the environment has no " + variable + ".");
    }
    return password;
  }

  private static String in(Path file) throws SiteException {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new SiteException("The password's file " + file + " is empty.");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new SiteException("There is no file " + file + ", which should hold a password.");
    } catch (IOException e) {
      throw new SiteException(
          "The password's file " + file + " cannot be read: " + e.getMessage() + ".");
    }
  }
}
