package io.raftarium.app.words;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Happening;
import io.raftarium.view.Moment;
import io.raftarium.view.WireMessage;
import java.util.List;

/** What happened, in a few words. */
public final class HappeningText {
  private HappeningText() {}

  /**
   * In words, for example {@code S1 sends AppendEntries to S2}.
   *
   * @param then the moment right after it
   */
  public static String of(Happening happening, Moment then) {
    return switch (happening) {
      case Happening.Read read -> step(read.view().journal());
      case Happening.Stepped stepped ->
          NodeNames.of(stepped.process().id()) + " took " + Shortened.of(stepped.event(), 40);
      case Happening.Sent sent ->
          NodeNames.of(sent.message().from()) + " sends " + EventText.sent(sent.message().rpc());
      case Happening.Held held -> fate(held.message(), then);
      case Happening.Ended ended -> fate(ended.message(), then);
      case Happening.Done done -> DeedText.of(done.event().deed());
      case Happening.Asked asked ->
          "request "
              + asked.submission().request()
              + (asked.submission().answered() ? " is answered" : " is asked");
      case Happening.Load load -> LoadText.ended(load.operations().size());
      case Happening.Linked _ -> "the links change";
      case Happening.Ran _ -> "a process changes";
    };
  }

  private static String fate(long number, Moment then) {
    return then.wire().stream()
        .filter(message -> message.number() == number)
        .findFirst()
        .map(HappeningText::fate)
        .orElse("a message ends");
  }

  private static String step(List<JournalEntry> journal) {
    if (journal.isEmpty()) {
      return "the rows change";
    }
    JournalEntry newest = journal.getLast();
    return NodeNames.of(newest.nodeId()) + " changed with " + EventText.name(newest.event());
  }

  private static String fate(WireMessage message) {
    String what = message.rpc().type() + " of " + NodeNames.of(message.from());
    String to = NodeNames.of(message.to());
    return switch (message.fate()) {
      case FLYING -> what + " is under way to " + to;
      case HELD -> what + " is held on its way to " + to;
      case DELIVERED -> what + " reaches " + to;
      case LOST -> what + " to " + to + " is lost";
      case REFUSED -> what + " finds " + to + " down";
    };
  }
}
