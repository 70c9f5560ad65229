package io.raftarium.app.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.app.messages.MessageFilter.BadFilter;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Traces.Trip;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.WireMessage.Fate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class MessageFilterTest {
  private static final Completion.Known KNOWN =
      new Completion.Known(new TreeSet<>(Set.of(1, 2, 3)), 4);

  private static final List<MessageRow> ROWS =
      List.of(
          row(1, 1, 2, Fate.LOST, "{'type':'AppendEntries','term':3,'prev_log_index':6}"),
          row(
              2,
              1,
              3,
              Fate.DELIVERED,
              "{'type':'AppendEntries','term':3,'prev_log_index':6,'entries':[{},{}]}"),
          row(
              3,
              3,
              1,
              Fate.DELIVERED,
              "{'type':'AppendEntriesReply','term':3,'success':true,'match_index':8}"),
          row(4, 2, 1, Fate.FLYING, "{'type':'RequestVote','term':4,'last_log_index':6}"),
          row(5, 2, 3, Fate.REFUSED, "{'type':'RequestVote','term':5,'pre_vote':true}"),
          row(6, 1, 2, Fate.DELIVERED, "{'type':'RequestVoteReply','term':4,'vote_granted':true}"));

  private static MessageRow row(long number, int from, int to, Fate fate, String rpc) {
    Rpc message = Rpc.of(JsonMapper.shared().readTree(rpc.replace('\'', '"')));
    return MessageRow.of(
        new Trip(
            number,
            from,
            to,
            from + "." + number,
            message.type(),
            message.term(),
            number,
            Instant.EPOCH,
            0,
            Countdown.from(LabTime.START, 1),
            0,
            null,
            fate,
            0),
        message);
  }

  private static String shown(String line) throws BadFilter {
    MessageFilter filter = MessageFilter.of(line);
    return ROWS.stream()
        .filter(filter)
        .map(row -> String.valueOf(row.number()))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                             | 1 2 3 4 5 6",
        "from:S1                        | 1 2 6",
        "from:1 to:s3                   | 2",
        "node:S2                        | 1 4 5 6",
        "from:S2,S3                     | 3 4 5",
        "kind:append                    | 2",
        "kind:AppendEntries             | 1 2",
        "kind:reply                     | 3 6",
        "-kind:heartbeat -kind:reply    | 2 4 5",
        "kind:vote                      | 4",
        "kind:RequestVote term:5        | 5",
        "term:4                         | 4 6",
        "term:4-5                       | 4 5 6",
        "term:>4                        | 5",
        "term:<=3 -from:S3              | 1 2",
        "index:7                        | 2",
        "index:8-9                      | 2 3",
        "index:6                        | 1 4",
        "fate:lost,refused              | 1 5",
        "-fate:delivered                | 1 4 5",
        "number:3-4                     | 3 4",
        "match                          | 3",
        "HEARTBEAT                      | 1",
        "\"vote reply\"                 | 6",
        "-vote from:S1 fate:delivered   | 2",
        "nothingsaysthis                | ''"
      })
  void whatFits(String line, String numbers) throws BadFilter {
    assertThat(shown(line)).isEqualTo(numbers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "form:S1     | There is no key “form”: there are from, to, node, kind, term, index, fate",
        "from:Bob    | “Bob” is no node: write from:S1.",
        "from:       | A value is missing behind from: write from:S1.",
        "to:S1,      | A value is missing behind to: write from:S1.",
        "term:x      | “x” is no number: write term:3, term:3-5 or term:>4.",
        "kind:apend  | There is no kind “apend”: there are heartbeat, append, append-reply, vote",
        "fate:gone   | There is no fate “gone”: there are flying, held, delivered, lost, refused"
      })
  void whatIsWrongIsSaid(String line, String why) {
    assertThatThrownBy(() -> MessageFilter.of(line))
        .isInstanceOf(BadFilter.class)
        .hasMessageStartingWith(why.replace("to: write from:S1.", "to: write to:S3."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f               | from: fate:",
        "-ki             | kind:",
        "from:           | S1 S2 S3",
        "from:S1,        | S1 S2 S3",
        "from:S1         | ''",
        "term:           | 4 3 2 1",
        "fate:l          | lost",
        "kind:snap       | snapshot snapshot-reply",
        "x from:S1       | ''",
        "''              | ''"
      })
  void howALineCanGoOn(String line, String ways) {
    assertThat(
            Completion.at(line, line.length(), KNOWN).stream()
                .map(Completion::text)
                .collect(Collectors.joining(" ")))
        .isEqualTo(ways);
  }

  @Test
  void whatIsTakenReplacesWhatWasBegunAndLeavesTheRest() {
    assertThat(Completion.at("term:3 -ki to:S2", 10, KNOWN))
        .containsExactly(new Completion("kind:", "what it is", "term:3 -kind: to:S2", 13));
    assertThat(Completion.at("fate:lost,re", 12, KNOWN).getFirst().line())
        .isEqualTo("fate:lost,refused");
  }
}
