package io.raftarium.app.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.messages.MessageFilter.BadFilter;
import io.raftarium.app.messages.MessageRows.Change;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Tape;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessageRowsTest {
  private static final int MANY = 100_000;

  private final Tape tape = new Tape(new LabClock());
  private final MessageRows rows = new MessageRows(tape);
  private final RowList list = new RowList();
  private long number;

  private long sent(int from, int to) {
    JsonNode body =
        ExactJson.MAPPER.readTree(
            String.format(
                Locale.ROOT,
                "{\"type\":\"AppendEntries\",\"id\":\"%d\",\"term\":3,\"prev_log_index\":%d}",
                ++number,
                number));
    tape.sent(
        new WireMessage(
            number, from, to, Rpc.of(body), Countdown.from(LabTime.START, 5), 0, Fate.FLYING));
    return number;
  }

  private List<Long> numbers() {
    return list.stream().map(MessageRow::number).toList();
  }

  @Test
  void theListFollowsTheTapeAndWhatBecomesOfEach() throws BadFilter {
    long first = sent(1, 2);
    long second = sent(1, 3);
    list.take(rows.readOn());
    assertThat(numbers()).containsExactly(first, second);
    tape.ended(second, Fate.DELIVERED);
    long third = sent(3, 1);
    Change change = rows.readOn();
    assertThat(change.from()).as("the first is as it was").isEqualTo(1);
    list.take(change);
    assertThat(list)
        .extracting(row -> row.trip().fate())
        .containsExactly(Fate.FLYING, Fate.DELIVERED, Fate.FLYING);

    list.take(rows.filter(MessageFilter.of("fate:lost")));
    assertThat(numbers()).isEmpty();
    tape.ended(third, Fate.LOST);
    list.take(rows.readOn());
    assertThat(numbers()).containsExactly(third);
    tape.ended(first, Fate.LOST);
    list.take(rows.readOn());
    assertThat(numbers()).as("in the order of their sending").containsExactly(first, third);

    list.take(rows.filter(MessageFilter.of("fate:flying")));
    long fourth = sent(2, 1);
    list.take(rows.readOn());
    assertThat(numbers()).containsExactly(fourth);
    tape.ended(fourth, Fate.DELIVERED);
    list.take(rows.readOn());
    assertThat(numbers()).as("it fits no longer").isEmpty();
    list.take(rows.filter(MessageFilter.ALL));
    assertThat(numbers()).containsExactly(first, second, third, fourth);
  }

  @Test
  void aHundredThousandMessagesStayQuick() throws BadFilter {
    for (int i = 0; i < MANY; i++) {
      tape.ended(sent(i % 5 + 1, (i + 1) % 5 + 1), i % 50 == 0 ? Fate.LOST : Fate.DELIVERED);
    }
    long began = System.nanoTime();
    for (Change change = rows.readOn(); change.any(0); change = rows.readOn()) {
      list.take(change);
      if (!change.more()) {
        break;
      }
    }
    Duration read = Duration.ofNanos(System.nanoTime() - began);
    assertThat(list).hasSize(MANY);
    for (String line : List.of("fate:lost from:S1", "heartbeat -fate:delivered", "prev")) {
      began = System.nanoTime();
      list.take(rows.filter(MessageFilter.of(line)));
      Duration filtered = Duration.ofNanos(System.nanoTime() - began);
      System.out.printf(
          Locale.ROOT, "%s: %,d of %,d in %d ms%n", line, list.size(), MANY, filtered.toMillis());
      assertThat(filtered).isLessThan(Duration.ofSeconds(2));
    }
    sent(1, 2);
    began = System.nanoTime();
    list.take(rows.readOn());
    Duration one = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf(
        Locale.ROOT,
        "all read in %d ms, one more in %.2f ms%n",
        read.toMillis(),
        one.toNanos() / 1e6);
    assertThat(one).isLessThan(Duration.ofMillis(100));
  }
}
