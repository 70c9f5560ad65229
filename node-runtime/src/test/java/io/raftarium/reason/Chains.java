package io.raftarium.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.record.Tape;
import io.raftarium.record.Traces;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;

/** What holds of every chain of causes, whatever was asked. */
public final class Chains {
  private Chains() {}

  /**
   * Whatever is asked of any node at a moment, no cause is later than its effect, and each can be
   * gone to; the answers.
   */
  public static List<Reason> holdTogether(Tape tape, Traces traces, long number) {
    Why why = new Why(tape, traces);
    List<Reason> answers = new ArrayList<>();
    Moment moment = tape.at(number, "", "");
    for (NodeView node : moment.view().nodes().values()) {
      for (Question question : questions(node)) {
        Reason answer = why.of(question, number);
        assertThat(answer.number()).isLessThanOrEqualTo(Math.max(number, tape.first()));
        holdsTogether(tape, question, answer);
        answers.add(answer);
      }
    }
    return answers;
  }

  private static List<Question> questions(NodeView node) {
    int id = node.id();
    List<Question> questions =
        new ArrayList<>(
            List.of(
                new Question.Role(id),
                new Question.Term(id),
                new Question.Vote(id),
                new Question.Leader(id),
                new Question.Commit(id)));
    for (long index = Math.max(1, node.lastLogIndex() - 4); index <= node.lastLogIndex(); index++) {
      questions.add(new Question.Entry(id, index));
      questions.add(new Question.Committed(id, index));
      questions.add(new Question.Lost(id, index));
    }
    return questions;
  }

  private static void holdsTogether(Tape tape, Question question, Reason reason) {
    assertThat(tape.happening(reason.number())).as("%s: %s", question, reason).isPresent();
    for (Reason cause : reason.because()) {
      assertThat(cause.number()).as("%s: %s", question, cause).isLessThanOrEqualTo(reason.number());
      holdsTogether(tape, question, cause);
    }
  }
}
