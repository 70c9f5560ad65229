package io.raftarium.site;

/** A cluster's file cannot be used; the message says where and what to do. */
public final class ClusterFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the whole sentence. */
  public ClusterFileException(String message) {
    super(message);
  }
}
