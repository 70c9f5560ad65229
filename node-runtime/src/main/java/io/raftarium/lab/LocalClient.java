package io.raftarium.lab;

import io.raftarium.observe.Observer;
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
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;

/** The client of a laboratory: looks at what is to be asked before it is sent. */
final class LocalClient implements Lab.Client {
  private final Submissions submissions;
  private final IntConsumer known;
  private final Runnable mustExist;
  private final Observer observer;

  /**
   * A client.
   *
   * @param known refuses where there is no such node
   * @param mustExist refuses where there is no node at all
   */
  LocalClient(Submissions submissions, IntConsumer known, Runnable mustExist, Observer observer) {
    this.submissions = submissions;
    this.known = known;
    this.mustExist = mustExist;
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
    known.accept(to);
    return ask(new Ask.Transfer(to), OptionalInt.empty());
  }

  @Override
  public CompletableFuture<Submission> changeConfig(Set<Integer> voters, Set<Integer> learners) {
    if (voters.isEmpty()) {
      throw new LabException("A configuration has at least one voter.");
    }
    voters.forEach(known::accept);
    learners.forEach(known::accept);
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
    known.accept(node);
    return change(current().withVoter(node));
  }

  @Override
  public CompletableFuture<Submission> makeLearner(int node) {
    known.accept(node);
    return change(current().withLearner(node));
  }

  @Override
  public CompletableFuture<Submission> leave(int node) {
    known.accept(node);
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
    node.ifPresent(known);
    mustExist.run();
    return submissions.submit(ask, node);
  }

  static void mustBeStorable(JsonNode json) {
    ExactJson.fault(json)
        .ifPresent(fault -> {
          throw new LabException(fault + " Nothing was sent.");
        });
  }
}
