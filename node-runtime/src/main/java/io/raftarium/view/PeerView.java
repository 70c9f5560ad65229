package io.raftarium.view;

/**
 * A leader's view of one peer: the next log index to send and the highest one known to be
 * replicated.
 */
public record PeerView(int peerId, long nextIndex, long matchIndex) {}
