package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Operator;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.protocol.Configuration;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands that change who leads, who belongs to the cluster, and what a log keeps. */
public final class MemberVerbs {
  private static final String NO_LEADER =
      Texts.mark("no node leads now, and only a leader can do it");

  private final LabVerbs lab;
  private final Operator operator;

  public MemberVerbs(LabVerbs lab, Operator operator) {
    this.lab = lab;
    this.operator = operator;
  }

  /**
   * Adds them.
   *
   * @param confirm asks before the cluster is dropped, and goes on only with a yes
   * @param destroy asks before a node is
   */
  public void addTo(Actions commands, Consumer<Runnable> confirm, ServerVerbs.Confirm destroy) {
    commands.add(
        lab.onNodes(
            Action.named(
                    "member.transfer",
                    "Hand the leadership over",
                    "Asks the leader to let this voter lead (dissertation 3.10)")
                .icon(Feather.AWARD),
            this::mayLead,
            this::whyNotLead,
            operator::atOnce,
            (laboratory, id) -> {
              CompletableFuture<Submission> _ = laboratory.client().transfer(id);
            }));
    commands.add(
        lab.onNodes(
            Action.named(
                    "member.snapshot",
                    "Take a snapshot",
                    "The node keeps a snapshot of what it has applied and compacts its log (section"
                        + " 7)")
                .icon(Feather.CAMERA),
            id -> lab.up(id),
            node -> Texts.of("{0} is down", NodeNames.of(node)),
            operator::run,
            (lab, id) -> lab.cluster().takeSnapshot(id)));
    member(
        commands,
        "member.voter",
        Texts.mark("Make it a voter"),
        Texts.mark("Changes the configuration through a joint one (section 6)"),
        Feather.USER_PLUS,
        new Change(Configuration::withVoter, Lab.Client::makeVoter));
    member(
        commands,
        "member.learner",
        Texts.mark("Make it a learner"),
        Texts.mark(
            "It gets the log, but counts for no majority and never campaigns (dissertation 4.2.1)"),
        Feather.USER,
        new Change(Configuration::withLearner, Lab.Client::makeLearner));
    member(
        commands,
        "member.leave",
        Texts.mark("Take it out of the configuration"),
        Texts.mark("Changes the configuration through a joint one (section 6)"),
        Feather.USER_MINUS,
        new Change(Configuration::without, Lab.Client::leave));
    Action drop =
        lab.onNodes(
            Action.named(
                    "member.drop",
                    "Drop the node…",
                    "Ends a node that is in no configuration any longer, and drops its rows, after asking")
                .unless(() -> lab.acting(Ability.MEMBERS))
                .icon(Feather.TRASH_2),
            this::outside,
            node ->
                lab.leader() == null
                    ? Texts.of(NO_LEADER)
                    : Texts.of(
                        "{0} is a member of the cluster: take it out of the configuration first",
                        NodeNames.of(node)),
            operator::run,
            (lab, id) -> lab.cluster().removeNode(id));
    commands.add(
        drop.doing(() ->
            destroy.ask(
                Texts.of("Drop {0}?", NodeNames.list(lab.selected())),
                Texts.of(
                    "Its rows go: its log, its term and its vote. It is in no configuration, so no"
                        + " majority becomes smaller by it; it cannot be undone."),
                Texts.of("Drop it"),
                drop.run())));
    cluster(
        commands,
        Runnable::run,
        "member.add",
        Texts.mark("Add a node"),
        Texts.mark(
            "Starts one node more, outside of the configuration until it is made a learner or voter"),
        Feather.PLUS,
        lab -> lab.cluster().addNode());
    rules(commands, confirm, "rules.figure2", Texts.mark("Start anew: Figure 2 alone"), false);
    rules(
        commands,
        confirm,
        "rules.all",
        Texts.mark("Start anew: with pre-vote and check-quorum"),
        true);
  }

  private void rules(
      Actions commands, Consumer<Runnable> confirm, String id, String text, boolean both) {
    cluster(
        commands,
        confirm,
        id,
        text,
        both
            ? Texts.mark(
                "As many nodes as now, with the rules of the dissertation's sections 6.2 and 9.6")
            : Texts.mark(
                "As many nodes as now, without pre-vote and check-quorum: a leader that is cut off stays one"),
        Feather.BOOK_OPEN,
        cluster ->
            cluster.cluster().start(Math.max(1, cluster.cluster().processes().size()), both, both));
  }

  private void cluster(
      Actions commands,
      Consumer<Runnable> confirm,
      String id,
      String text,
      String detail,
      Ikon icon,
      Consumer<Lab> verb) {
    commands.add(
        Action.named(id, text, detail)
            .icon(icon)
            .unless(() -> lab.acting(id.equals("member.add") ? Ability.MEMBERS : Ability.ANEW))
            .does(() -> confirm.accept(() -> operator.run(text, verb))));
  }

  /** What becomes of the leader's configuration, and the laboratory's verb for it. */
  private record Change(
      BiFunction<Configuration, Integer, Configuration> edit,
      BiFunction<Lab.Client, Integer, CompletableFuture<Submission>> verb) {}

  private void member(
      Actions commands, String id, String text, String detail, Ikon icon, Change change) {
    commands.add(
        lab.onNodes(
            Action.named(id, text, detail).icon(icon),
            node -> {
              NodeView leader = lab.leader();
              if (leader == null) {
                return false;
              }
              Configuration now = Configuration.of(leader.voters(), leader.learners());
              return !change.edit().apply(now, node).equals(now);
            },
            node ->
                lab.leader() == null
                    ? Texts.of(NO_LEADER)
                    : Texts.of("{0} is that already", NodeNames.of(node)),
            operator::atOnce,
            (laboratory, node) -> {
              // Its fate is told in the list of requests.
              CompletableFuture<Submission> _ = change.verb().apply(laboratory.client(), node);
            }));
  }

  private boolean mayLead(int node) {
    NodeView leader = lab.leader();
    return leader != null && leader.id() != node && leader.voters().contains(node);
  }

  private String whyNotLead(int node) {
    NodeView leader = lab.leader();
    if (leader == null) {
      return Texts.of("no node leads now, so that nobody can hand over");
    }
    return leader.id() == node
        ? Texts.of("{0} leads already: select the node that is to lead", NodeNames.of(node))
        : Texts.of("{0} is no voter: only a voter can lead", NodeNames.of(node));
  }

  private boolean outside(int node) {
    NodeView leader = lab.leader();
    return leader != null && !leader.configured(node);
  }
}
