package io.raftarium.view;

/**
 * What a load came to.
 *
 * @param writes that were answered
 * @param reads that were answered
 * @param failed operations that certainly did nothing
 * @param unknown operations that may have happened
 */
public record LoadCount(long writes, long reads, long failed, long unknown) {
  public static final LoadCount NOTHING = new LoadCount(0, 0, 0, 0);

  /** The same and one more. */
  public LoadCount and(Served more) {
    boolean read = more.submission().ask() instanceof Ask.Read;
    return switch (more.submission().status()) {
      case OK, HAPPENED ->
          new LoadCount(writes + (read ? 0 : 1), reads + (read ? 1 : 0), failed, unknown);
      case UNKNOWN, WAITING -> new LoadCount(writes, reads, failed, unknown + 1);
      case NOT_LEADER, REJECTED, DID_NOT_HAPPEN, NODE_DOWN ->
          new LoadCount(writes, reads, failed + 1, unknown);
    };
  }
}
