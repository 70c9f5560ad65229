package io.raftarium.app.spacetime;

import io.raftarium.app.tape.TapeModel.Sign;

/**
 * Something to be marked: an election, a commit, a fault, an act of the operator.
 *
 * @param node on whose lane; 0 where it is about all
 */
record Spot(At at, int node, Sign sign, String text) {}
