package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.record.Happening;
import io.raftarium.record.Manifest;
import io.raftarium.record.Recorder;
import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import io.raftarium.record.SavedFileException;
import io.raftarium.record.Tape;
import io.raftarium.view.Moment;
import io.raftarium.view.WireMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file tells of real nodes is what their own tape tells. */
@Tag("thorough")
class LabRecordingTest extends RunningLab {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private static Recording read(Path file) throws Exception {
    return (Recording) SavedFile.read(file, share -> {});
  }

  /** Of a file that is being written. */
  private Recording copied(Path file) throws Exception {
    Path left = folder.resolve("left" + Recording.EXTENSION);
    Files.write(left, Files.readAllBytes(file));
    return read(left);
  }

  /** The newest happening in it; 0 where it has none yet. */
  private long written(Path file) throws Exception {
    try {
      return copied(file).tape().last();
    } catch (SavedFileException _) {
      return 0;
    }
  }

  /** A life with everything in it that a tape tells. */
  private void live() throws Exception {
    int leader = lab.cluster().view().leader() == null ? 1 : leader().id();
    for (int i = 0; i < 10; i++) {
      assertThat(put("k" + i, "v" + i).answered()).isTrue();
    }
    lab.network()
        .link(leader, leader == 1 ? 2 : 1, io.raftarium.view.LinkRule.OK.withLossPercent(30));
    lab.cluster().kill(leader);
    await(view -> view.leader() != null && view.leader().id() != leader);
    assertThat(put("after", "it").answered()).isTrue();
    lab.cluster().restart(leader);
    lab.network().partition(new TreeMap<>(Map.of("one", new TreeSet<>(List.of(1)))));
    lab.cluster().pause(2);
    lab.network().heal();
    lab.cluster().resume(2);
    lab.cluster().takeSnapshot(3);
    await(RunningLab::agreed);
  }

  @Test
  void everyMomentOfAFileIsThatOfTheTape() throws Exception {
    start(5);
    live();
    Path file = folder.resolve("run" + Recording.EXTENSION);
    LabRecording.write(lab, file, share -> {});
    Recording recording = read(file);
    assertThat(recording.damage()).isEmpty();
    assertThat(recording.manifest().source()).isEqualTo(Manifest.Source.LAB);
    assertThat(recording.manifest().nodes()).isEqualTo(5);
    assertThat(recording.manifest().rules()).isEqualTo(lab.rules()).isNotEmpty();
    assertThat(recording.ending().orElseThrow().counts())
        .containsKeys("Read", "Stepped", "Sent", "Ended", "Done", "Asked", "Linked");
    assertThat(recording.ending().orElseThrow().broken()).isEmpty();
    same(lab.tape(), recording.tape(), lab.tape().first());
  }

  @Test
  void whatIsRecordedFromNowOnCanBeReadBeforeItIsEnded() throws Exception {
    start(3);
    assertThat(put("before", "it").answered()).isTrue();
    long before = lab.tape().last();
    Path file = folder.resolve("recordings").resolve("now" + Recording.EXTENSION);
    Recorder recorder = LabRecording.start(lab, file);
    live();
    long lived = lab.tape().last();
    // As a program leaves it that is killed.
    Until.holds("it is flushed", () -> written(file) >= lived);
    Recording cut = copied(file);
    assertThat(cut.ending()).isEmpty();
    assertThat(cut.damage()).startsWith("The recording was never ended");
    same(lab.tape(), cut.tape(), before + 1);
    recorder.stop();
    assertThat(recorder.failure()).isEmpty();
    assertThat(recorder.bytes()).isEqualTo(Files.size(file));
    Recording whole = read(file);
    assertThat(whole.damage()).isEmpty();
    assertThat(whole.tape().last()).isGreaterThanOrEqualTo(lived);
    same(lab.tape(), whole.tape(), before + 1);
  }

  /** A cluster that begins anew while it is recorded: both lives are in the file. */
  @Test
  void aClusterThatBeginsAnewBeginsAnewInTheFile() throws Exception {
    start(3);
    Path file = folder.resolve("anew" + Recording.EXTENSION);
    Recorder recorder = LabRecording.start(lab, file);
    assertThat(put("first", "life").answered()).isTrue();
    long first = lab.tape().last();
    Until.holds("the first life is written", () -> written(file) >= first);
    start(5);
    // Enough readings of the second life, of which the last few are not compared.
    for (int many = 0; many < 10; many++) {
      assertThat(put("second", "life " + many).answered()).isTrue();
    }
    recorder.stop();
    Recording recording = read(file);
    assertThat(recording.damage()).isEmpty();
    assertThat(recording.tape().at(first, "", "").view().nodes()).hasSize(3);
    same(lab.tape(), recording.tape(), lab.tape().first() + 1);
  }

  @Test
  void aDamagedPlaceCostsWhatLiesUpToTheNextWholePart() throws Exception {
    start(3);
    live();
    Path file = folder.resolve("bad" + Recording.EXTENSION);
    LabRecording.write(lab, file, share -> {});
    byte[] whole = Files.readAllBytes(file);
    byte[] bad = whole.clone();
    Arrays.fill(bad, bad.length * 9 / 10, bad.length * 9 / 10 + 50, (byte) 0x55);
    Files.write(file, bad);
    Recording recording = read(file);
    assertThat(recording.damage()).startsWith("The file is damaged in line").contains("lost");
    assertThat(recording.tape().last()).isPositive();
    Files.write(file, Arrays.copyOf(whole, 40));
    assertThatThrownBy(() -> read(file)).hasMessageContaining("bad.jsonl.gz");
    assertThatThrownBy(() ->
            LabRecording.write(
                lab,
                file,
                share -> {
                  throw new CancellationException();
                }))
        .isInstanceOf(CancellationException.class);
  }

  /** Every seventh moment, and every one that rows were read at. */
  private static void same(Tape live, Tape read, long from) {
    // A moment shows rows that a step had committed and that were read a little later.
    List<Happening.Read> reads = read.reads();
    long last = reads.get(Math.max(0, reads.size() - 6)).number();
    assertThat(last).isGreaterThan(from);
    // What ended before a recording began fades in the tape alone.
    Moment begun = read.at(from, "", "");
    for (Happening happening : live.from(from, Integer.MAX_VALUE)) {
      long number = happening.number();
      if (number <= last && (number % 7 == 0 || happening instanceof Happening.Read)) {
        Moment one = live.at(number, "t", "d");
        Moment other = read.at(number, "t", "d");
        boolean fading = one.realNow() - begun.realNow() < Duration.ofSeconds(1).toNanos();
        assertThat(text(other, fading)).isEqualTo(text(one, fading));
      }
    }
  }

  /** JSON numbers are the same whatever holds them. */
  private static String text(Moment moment, boolean fading) {
    return (fading
            ? with(
                moment,
                moment.wire().stream()
                    .filter(message -> message.fate() == WireMessage.Fate.FLYING)
                    .toList())
            : moment)
        .toString();
  }

  private static Moment with(Moment moment, List<WireMessage> wire) {
    return new Moment(
        moment.title(),
        moment.database(),
        moment.live(),
        moment.number(),
        moment.at(),
        moment.view(),
        moment.processes(),
        moment.links(),
        moment.partition(),
        wire,
        moment.events(),
        moment.submissions(),
        moment.labNow(),
        moment.realNow(),
        moment.speed(),
        moment.paused());
  }
}
