package io.raftarium.app.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.function.RaftFunction.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads all functions of the schema as they are written. */
class RaftFunctionsTest {
  private static final Path SOURCES = Path.of("../sql/src/main/resources/db/migration");
  private static final Pattern FUNCTION =
      Pattern.compile(
          "create or replace function raft\\.(\\w+)\\(.*?(?=\\nrevoke all )", Pattern.DOTALL);
  private static final Pattern RULE = Pattern.compile("^  \\('([\\w.]+)', ", Pattern.MULTILINE);

  private static final SortedMap<String, String> sources = new TreeMap<>();
  private static final Set<String> rules = new TreeSet<>();
  private static RaftFunctions all = new RaftFunctions(new TreeMap<>(), Set.of());

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("R__")).toList()) {
        String text = Files.readString(file);
        FUNCTION.matcher(text).results().forEach(each -> sources.put(each.group(1), each.group()));
      }
    }
    RULE.matcher(Files.readString(SOURCES.resolve("R__05_rule.sql")))
        .results()
        .map((MatchResult each) -> each.group(1))
        .forEach(rules::add);
    all = new RaftFunctions(sources, rules);
  }

  @Test
  void everyRuleHasItsBlock() {
    assertThat(rules).hasSizeGreaterThan(70);
    assertThat(rules).allSatisfy(rule -> assertThat(all.having(rule)).as(rule).isNotEmpty());
  }

  @Test
  void aBlockEndsBeforeTheNextOneOrWhereItsStatementDoes() {
    RaftFunction follow = function("follow");
    assertThat(lines(follow, "AllServers.2"))
        .startsWith("-- AllServers.2  a newer term is adopted")
        .contains("if p_step.event_term > p_step.current_term then")
        .endsWith("p_step := raft.become_follower(p_step, p_step.event_term);");
    assertThat(lines(follow, "Candidate.3"))
        .hasSize(4)
        .noneMatch(line -> line.startsWith("end if"));
    assertThat(lines(follow, "Follower.1")).endsWith("p_step.election_timer := 'reset';");
    RaftFunction append = function("on_append_entries");
    assertThat(lines(append, "AppendEntries.5")).endsWith("end if;").hasSize(6);
    // A second branch of a rule has no comment of its own.
    assertThat(append.blocks().stream().filter(each -> each.rules().contains("AppendEntries.2")))
        .hasSize(2);
    RaftFunction vote = function("on_request_vote");
    assertThat(vote.block("RequestVote.2.refused")).isEqualTo(vote.block("RequestVote.2"));
    // One rule within another: each line is of the innermost.
    RaftFunction apply = function("apply_committed");
    Block session = Objects.requireNonNull(apply.block("Session.1"));
    Block applied = Objects.requireNonNull(apply.block("AllServers.1"));
    assertThat(session.first()).isGreaterThan(applied.first());
    assertThat(session.last()).isLessThan(applied.last());
    assertThat(apply.block(session.first())).isEqualTo(session);
    assertThat(apply.block(session.last() + 1)).isEqualTo(applied);
  }

  @Test
  void whatAStepRanIsTheHandlerAndWhatItCalled() {
    assertThat(
            ran(
                "AppendEntries",
                "Follower.1",
                "AppendEntries.4",
                "AppendEntries.5",
                "AllServers.1"))
        .containsExactly("on_append_entries", "follow", "store_entries", "apply_committed");
    // What only a block calls that did not run was not called.
    assertThat(ran("AppendEntries", "AppendEntries.1")).containsExactly("on_append_entries");
    assertThat(ran("RequestVoteReply", "Candidate.granted", "Candidate.2", "Leader.1", "Leader.3"))
        .containsExactly("on_request_vote_reply", "become_leader", "send_entries");
    assertThat(ran("ElectionTimeout", "Follower.2", "PreVote.1"))
        .containsExactly("on_election_timeout", "pre_campaign");
    // Taken along by another event.
    assertThat(ran("HeartbeatTimeout", "Stored.1", "Leader.1"))
        .containsExactly("on_heartbeat_timeout", "note_stored");
    assertThat(ran("Nonsense")).isEmpty();
  }

  @Test
  void everyEventHasItsHandler() {
    assertThat(sources.keySet().stream().filter(each -> each.startsWith("on_")))
        .hasSize(15)
        .allMatch(each ->
            function("process_raft_event").lines().stream()
                .flatMap(line -> Stream.of(line.split("'")))
                .anyMatch(
                    type -> all.handler(type).filter(is -> is.name().equals(each)).isPresent()));
  }

  private static RaftFunction function(String name) {
    return Objects.requireNonNull(all.named(name));
  }

  private static List<String> ran(String type, String... ran) {
    return all.ran(type, List.of(ran)).stream().map(RaftFunction::name).toList();
  }

  private static List<String> lines(RaftFunction function, String rule) {
    Block block = function.block(rule);
    return block == null
        ? List.of()
        : function.lines().subList(block.first(), block.last() + 1).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
  }
}
