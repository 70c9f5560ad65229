package io.raftarium.lab;

import io.raftarium.observe.ClusterObserver;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.ExactJson;
import io.raftarium.view.Ask;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** The client of a laboratory: looks at what is to be asked before it is sent. */
final class LocalClient implements Lab.Client {
  private final Submissions submissions;
  private final Nodes nodes;
  private final ClusterObserver observer;

  LocalClient(Submissions submissions, Nodes nodes, ClusterObserver observer) {
    this.submissions = submissions;
    this.nodes = nodes;
    this.observer = observer;
  }

  @Override
  public List<Submission> submissions() {
    return submissions.list();
  }

  @Override
  public CompletableFuture<Submission> submit(OptionalInt node, Command command) {
    mustBeStorable(command.body());
    return ask(new Ask.Write(command), node);
  }

  @Override
  public CompletableFuture<Submission> read(OptionalInt node, String key) {
    mustBeStorable(Command.get(key).body());
    return ask(new Ask.Read(key), node);
  }

  @Override
  public CompletableFuture<Submission> transfer(int to) {
    nodes.known(to);
    return ask(new Ask.Transfer(to), OptionalInt.empty());
  }

  @Override
  public CompletableFuture<Submission> changeConfig(Set<Integer> voters, Set<Integer> learners) {
    if (voters.isEmpty()) {
      throw new LabException("A configuration has at least one voter.");
    }
    voters.forEach(nodes::known);
    learners.forEach(nodes::known);
    TreeSet<Integer> both = new TreeSet<>(voters);
    both.retainAll(learners);
    if (!both.isEmpty()) {
      throw new LabException(
          "A node is a voter or a learner, not both: " + Links.named(both) + ".");
    }
    return change(Configuration.of(voters, learners));
  }

  @Override
  public CompletableFuture<Submission> makeVoter(int node) {
    nodes.known(node);
    return change(current().withVoter(node));
  }

  @Override
  public CompletableFuture<Submission> makeLearner(int node) {
    nodes.known(node);
    return change(current().withLearner(node));
  }

  @Override
  public CompletableFuture<Submission> leave(int node) {
    nodes.known(node);
    return change(current().without(node));
  }

  private Configuration current() {
    NodeView leader = observer.view().leader();
    if (leader == null) {
      throw new LabException(
          "Only a leader changes the configuration, and there is none now; wait for an election.");
    }
    return Configuration.of(leader.voters(), leader.learners());
  }

  private CompletableFuture<Submission> change(Configuration to) {
    if (to.voters().isEmpty()) {
      throw new LabException("A configuration has at least one voter.");
    }
    return ask(new Ask.Change(to), OptionalInt.empty());
  }

  private CompletableFuture<Submission> ask(Ask ask, OptionalInt node) {
    node.ifPresent(nodes::known);
    nodes.mustExist();
    return submissions.submit(ask, node);
  }

  static void mustBeStorable(JsonNode json) {
    ExactJson.fault(json)
        .ifPresent(fault -> {
          throw new LabException(fault + " Nothing was sent.");
        });
  }
}
