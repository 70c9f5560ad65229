package io.raftarium.site;

/** A node's database cannot be used as it is; the message says what to do. */
public final class SiteException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the whole sentence. */
  public SiteException(String message) {
    super(message);
  }
}
