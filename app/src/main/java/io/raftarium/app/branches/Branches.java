package io.raftarium.app.branches;

import io.raftarium.app.model.Source;
import io.raftarium.lab.Clusters;
import io.raftarium.lab.Lab;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The open windows of this program, of which some were opened from others. FX thread only. */
public final class Branches {
  private final List<Branch> all = new ArrayList<>();

  /** A window and how deep in the tree it stands. */
  record Line(Branch branch, int depth) {}

  /** A window shows something now. */
  public void opened(Branch branch) {
    all.add(branch);
  }

  /** A window shows something no longer. */
  public void closed(Source source) {
    all.removeIf(branch -> branch.source().equals(source));
  }

  /** All but one. */
  List<Branch> others(Source source) {
    return all.stream().filter(branch -> !branch.source().equals(source)).toList();
  }

  /** In the order in which a tree is drawn; one whose parent is closed stands at its top. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    all.stream()
        .filter(branch -> all.stream().noneMatch(branch::from))
        .forEach(root -> add(lines, root, 0));
    return lines;
  }

  private void add(List<Line> lines, Branch branch, int depth) {
    lines.add(new Line(branch, depth));
    all.stream().filter(other -> other.from(branch)).forEach(child -> add(lines, child, depth + 1));
  }

  /** The server that another laboratory can be opened in; empty while none runs here. */
  Optional<Clusters> clusters() {
    return all.stream()
        .map(branch -> branch.source().lab().flatMap(Lab::clusters))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
