package io.raftarium.protocol;

/** Who carries out what a committed step asks for. */
public interface Effects {
  /** Arms the election timer with a fresh random timeout (section 5.2). */
  void resetElection();

  void stopElection();

  void startHeartbeat();

  void stopHeartbeat();

  /** Sends a message on its way. */
  void send(Rpc rpc);

  /** Gives an answer to whoever waits for it. */
  void answer(Reply reply);
}
