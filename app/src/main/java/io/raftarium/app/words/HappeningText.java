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
          Texts.of(
              "{0} took {1}",
              NodeNames.of(stepped.process().id()), Shortened.of(stepped.event(), 40));
      case Happening.Sent sent ->
          Texts.of(
              "{0} sends {1}",
              NodeNames.of(sent.message().from()), EventText.sent(sent.message().rpc()));
      case Happening.Held held -> fate(held.message(), then);
      case Happening.Ended ended -> fate(ended.message(), then);
      case Happening.Done done -> DeedText.of(done.event().deed());
      case Happening.Asked asked ->
          asked.submission().answered()
              ? Texts.of("request {0} is answered", asked.submission().request())
              : Texts.of("request {0} is asked", asked.submission().request());
      case Happening.Load load -> LoadText.ended(load.operations().size());
      case Happening.Linked _ -> Texts.of("the links change");
      case Happening.Ran _ -> Texts.of("a process changes");
    };
  }

  private static String fate(long number, Moment then) {
    return then.wire().stream()
        .filter(message -> message.number() == number)
        .findFirst()
        .map(HappeningText::fate)
        .orElse(Texts.of("a message ends"));
  }

  private static String step(List<JournalEntry> journal) {
    if (journal.isEmpty()) {
      return Texts.of("the rows change");
    }
    JournalEntry newest = journal.getLast();
    return Texts.of(
        "{0} changed with {1}", NodeNames.of(newest.nodeId()), EventText.name(newest.event()));
  }

  private static String fate(WireMessage message) {
    String what = Texts.of("{0} of {1}", message.rpc().type(), NodeNames.of(message.from()));
    String to = NodeNames.of(message.to());
    return switch (message.fate()) {
      case FLYING -> Texts.of("{0} is under way to {1}", what, to);
      case HELD -> Texts.of("{0} is held on its way to {1}", what, to);
      case DELIVERED -> Texts.of("{0} reaches {1}", what, to);
      case LOST -> Texts.of("{0} to {1} is lost", what, to);
      case REFUSED -> Texts.of("{0} finds {1} down", what, to);
    };
  }
}
