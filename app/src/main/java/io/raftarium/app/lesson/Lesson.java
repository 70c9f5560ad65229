package io.raftarium.app.lesson;

import io.raftarium.lab.LabOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One lesson, as its file has it.
 *
 * @param id a short name, which progress and links use
 * @param kind what it is for
 * @param about in a sentence, what it is about
 * @param minutes that it takes a person, roughly
 * @param rules of Raft that are seen at work in it, by name
 */
public record Lesson(
    String id,
    Kind kind,
    String title,
    String about,
    int minutes,
    List<String> rules,
    Setup lab,
    List<Step> steps) {
  /** What a lesson is for. */
  public enum Kind {
    /** It teaches. */
    LESSON,
    /** Its questions are counted. */
    EXAM,
    /** It sets a goal, and counts the acts to it. */
    CHALLENGE,
    /** It shows what the window can do. */
    TOUR
  }

  /**
   * The laboratory that a lesson begins with; its time stands still.
   *
   * @param nodes how many
   * @param speed with which its time goes on where the lesson does not say
   * @param seed of what is drawn at random
   * @param mostEntries in one AppendEntries
   * @param fewest the least number of acts that a challenge is known to take; 0 elsewhere
   */
  public record Setup(
      int nodes,
      double speed,
      Duration linkDelay,
      Duration election,
      boolean preVote,
      boolean checkQuorum,
      long snapshotEvery,
      int mostEntries,
      long seed,
      int fewest) {
    /** How its nodes are set up. */
    public LabOptions options(LabOptions usual) {
      return usual
          .withLinkDelay(linkDelay)
          .withTimeouts(election, Duration.ofMillis(Math.max(1, election.toMillis() / 10)))
          .withRules(preVote, checkQuorum)
          .withSnapshots(snapshotEvery, 0)
          .withMostEntries(mostEntries)
          .withSeed(seed);
    }
  }

  /**
   * A step of it.
   *
   * @param text small Markdown
   * @param highlight what to look at: ids of parts of the window
   * @param names given to nodes as the step begins
   * @param doing what the step sets up
   * @param question asked before it goes on
   * @param then what follows the answer
   * @param until the state that ends the step; null where a person goes on
   * @param showMe what brings that state about
   * @param otherwise what a learner may do beside it, and what is said then
   * @param done said when it is over; null for nothing
   */
  public record Step(
      String id,
      String title,
      Template text,
      List<Template> highlight,
      Map<String, Formula> names,
      List<Act> doing,
      @Nullable Question question,
      List<Act> then,
      @Nullable Formula until,
      List<Act> showMe,
      List<Otherwise> otherwise,
      @Nullable Template done,
      @Nullable Shot picture) {}

  /**
   * What a learner does otherwise than asked.
   *
   * @param when it is so
   * @param say what to tell
   */
  public record Otherwise(Formula when, Template say) {}

  /**
   * How a tour takes its picture.
   *
   * @param light whether there is one in the light theme too
   * @param freeze whether time stops for it
   * @param node in the inspector; null for the one that is there
   */
  public record Shot(boolean light, boolean freeze, @Nullable Formula node) {}

  /**
   * A question whose right answer the function gives.
   *
   * @param ask small Markdown
   * @param step the step to take and undo; null where the answer is what then happens
   * @param choices to choose from; empty where a node is clicked
   * @param click what formula names the nodes to click; null where there are choices
   */
  public record Question(
      Template ask, @Nullable Foresight step, List<Choice> choices, @Nullable Formula click) {}

  /**
   * An answer to choose.
   *
   * @param right whether it is right, asked of the facts and of what the step came to
   * @param why said to whoever chooses it; null for the rules alone
   */
  public record Choice(Template text, Formula right, @Nullable Template why) {}

  /**
   * A step of a node that is taken and undone.
   *
   * @param node whose; null for the receiver of the message
   * @param message the message that it takes; null where it takes an event
   * @param event the event as JSON; null where it takes a message
   */
  public record Foresight(
      @Nullable Formula node, @Nullable Formula message, @Nullable Template event) {}
}
