package io.raftarium.protocol;

/**
 * By which a command is applied once however often it is asked (section 8).
 *
 * @param client the session; 0 for none
 * @param serial of the command within it
 */
public record Session(long client, long serial) {
  /** Of a command that is not protected. */
  public static final Session NONE = new Session(0, 0);
}
