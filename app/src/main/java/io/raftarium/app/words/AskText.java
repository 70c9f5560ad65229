package io.raftarium.app.words;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Configuration;
import io.raftarium.view.Ask;

/** What was asked of a cluster, as it is typed where it can be. */
public final class AskText {
  private AskText() {}

  /** In short, for example {@code put x 8} or {@code transfer to S3}. */
  public static String of(Ask ask) {
    return switch (ask) {
      case Ask.Write(Command command) -> EntryText.typed(command);
      case Ask.Read(String key) -> "get " + key;
      case Ask.Change(Configuration wanted) ->
          Texts.of("change to {0}", ConfigText.sentence(wanted));
      case Ask.Transfer(int to) -> Texts.of("transfer to {0}", NodeNames.of(to));
    };
  }
}
