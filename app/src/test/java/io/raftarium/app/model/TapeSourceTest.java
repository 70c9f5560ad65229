package io.raftarium.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Source.Caption;
import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import io.raftarium.view.Moment;
import io.raftarium.view.WireMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeSourceTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private static final String ASKS = "{'id':'1.1.0','type':'RequestVote','from':1,'to':2,'term':1}";
  private static final String LOST = "{'id':'1.1.1','type':'RequestVote','from':1,'to':3,'term':1}";
  private static final String STEPS =
      step(100, 1, "{'type':'ElectionTimeout'}", ASKS + "," + LOST)
          + step(100, 3, "{'type':'Start'}", "")
          + step(130, 2, ASKS, "");

  private TapeSource source(String more) throws IOException {
    String head = "{'format':'raftarium-simulation','version':1,'seed':7,'nodes':3" + more + "}\n";
    Path file = folder.resolve("r.jsonl");
    Files.writeString(file, (head + STEPS).replace('\'', '"'));
    return new TapeSource((Recording) SavedFile.read(file, share -> {}), "r.jsonl");
  }

  private static final String BROKEN =
      ",'violated':'election safety','what':'two lead\\nin term 1'";

  private static List<WireMessage> wire(TapeSource source, int step) {
    return source.at(source.history().get(step - 1)).wire();
  }

  @Test
  void aMessageIsUnderWayFromTheStepThatSentItToTheOneThatTookIt() throws Exception {
    TapeSource source = source("");
    assertThat(wire(source, 1)).singleElement().extracting(WireMessage::to).isEqualTo(2);
    assertThat(wire(source, 2)).hasSize(1);
    assertThat(wire(source, 3)).isEmpty();
    WireMessage message = wire(source, 1).getFirst();
    assertThat(message.flight().length()).isEqualTo(30_000_000L);
    assertThat(source.at(source.history().getFirst()).labNow()).isEqualTo(message.flight().start());
  }

  @Test
  void theLastStepTellsWhatIsBrokenAndTheOthersThatItWillBe() throws Exception {
    TapeSource source = source(BROKEN);
    Caption last = source.caption(source.moment());
    assertThat(last.alarm()).isTrue();
    assertThat(last.node()).isEqualTo(2);
    assertThat(last.text())
        .isEqualTo(
            "Broken at step 3, the last: election safety · simulation of 3 nodes, seed 7 ·"
                + " read-only\ntwo lead");
    Caption first = source.caption(source.at(source.history().getFirst()));
    assertThat(first.alarm()).isFalse();
    assertThat(first.node()).isEqualTo(1);
    assertThat(first.text())
        .startsWith("Step 1 of 3, after 0.100 s: S1 takes ElectionTimeout")
        .endsWith("Step 3 breaks a promise: election safety");
    assertThat(source.promises())
        .filteredOn(kept -> !kept.holds())
        .singleElement()
        .extracting(Kept::promise, Kept::breach)
        .containsExactly(Promise.ELECTION_SAFETY, "two lead\nin term 1");
  }

  @Test
  void aRunThatBrokeNothingSaysSo() throws Exception {
    TapeSource source = source("");
    assertThat(source.promises())
        .isNotEmpty()
        .allSatisfy(kept -> assertThat(kept.breach()).as("%s", kept).isNull());
    assertThat(source.caption(source.moment()).text()).contains("no promise broken");
    assertThat(source.lab()).isEmpty();
    assertThat(source.moment().aroundKnown()).isFalse();
  }

  /** What real nodes did: each happening has its words, its moment and its messages. */
  @Test
  void aRecordedLabIsWalkedThroughByItsHappenings() throws Exception {
    Path file = Path.of("..", "assets", "samples", "partition.jsonl.gz");
    TapeSource source =
        new TapeSource((Recording) SavedFile.read(file, share -> {}), "partition.jsonl.gz");
    assertThat(source.promises()).isNotEmpty().allMatch(Kept::holds);
    assertThat(source.rules()).isNotEmpty();
    assertThat(source.functions()).containsKey("process_raft_event");
    Moment last = source.moment();
    assertThat(last.aroundKnown()).isTrue();
    assertThat(last.number()).isEqualTo(source.tape().last());
    assertThat(source.place(last)).startsWith("HAPPENING " + last.number() + " of ");
    assertThat(source.caption(last).text()).startsWith("Recording of ").contains("read-only");
    assertThat(source.at(source.history().getFirst()).view())
        .isEqualTo(source.history().getFirst());
    assertThat(source.tape().reads())
        .anySatisfy(read -> assertThat(source.at(read.number()).wire()).hasSizeGreaterThan(3));
  }

  private static String step(int time, int node, String event, String sent) {
    return String.format(
        Locale.ROOT,
        """
        {'step':1,'time':%d,'node':%d,'event':%s,'result':{'send_rpc':[%s]},\
        'state':{'node':%d,'term':1,'votedFor':0,'role':'follower','leader':0,'commitIndex':0,\
        'lastApplied':0,'lastLogIndex':0,'lastLogTerm':0,'snapshotIndex':0,'snapshotTerm':0,\
        'config':{'voters':[1,2,3],'outgoing':[],'learners':[]},'version':1},'log':[]}
        """,
        time,
        node,
        event,
        sent,
        node);
  }
}
