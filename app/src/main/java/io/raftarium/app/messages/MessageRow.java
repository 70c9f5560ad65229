package io.raftarium.app.messages;

import io.raftarium.app.parts.MessageLook;
import io.raftarium.app.words.FateText;
import io.raftarium.app.words.IndexText;
import io.raftarium.app.words.MessageKind;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Traces.Trip;
import java.util.Locale;

/** A message as the list shows it: its way, and in short what it carries. */
record MessageRow(Trip trip, MessageKind kind, MessageLook look, IndexText indexes) {
  /** Of a message that was sent. */
  static MessageRow of(Trip trip, Rpc rpc) {
    return new MessageRow(trip, MessageKind.of(rpc), MessageLook.of(rpc), IndexText.of(rpc));
  }

  /** The same, once more is known of its way. */
  MessageRow with(Trip newTrip) {
    return new MessageRow(newTrip, kind, look, indexes);
  }

  /** Its number. */
  long number() {
    return trip.message();
  }

  /** Whether a word is found in anything that the list shows of it; the word in lower case. */
  boolean says(String word) {
    String text =
        number()
            + " "
            + NodeNames.of(trip.from())
            + " "
            + NodeNames.of(trip.to())
            + " "
            + kind.text()
            + " "
            + trip.type()
            + " "
            + indexes.text()
            + " "
            + FateText.of(trip.fate())
            + " "
            + trip.id();
    return text.toLowerCase(Locale.ROOT).contains(word);
  }

  /** In a sentence, for a screen reader. */
  String spoken() {
    return Texts.of(
        "Message {0}, {1} from {2} to {3}, term {4}{5}, {6}",
        number(),
        kind.text(),
        NodeNames.of(trip.from()),
        NodeNames.of(trip.to()),
        trip.term(),
        indexes.text().isEmpty() ? "" : ", " + indexes.text(),
        FateText.of(trip.fate()));
  }
}
