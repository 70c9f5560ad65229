package io.raftarium.app.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzyMatchTest {
  private final List<Action> commands =
      Stream.of(
              "Kill",
              "Kill leader",
              "Pause node",
              "Partition…",
              "Heal all",
              "Step",
              "Slower",
              "Start anew with 7 nodes",
              "Dark theme")
          .map(text -> Action.named(text, text, "What it does").does(() -> {}))
          .toList();

  @ParameterizedTest
  @CsvSource({
    "kl,Kill leader",
    "kill,Kill",
    "part,Partition…",
    "ha,Heal all",
    "anew7,Start anew with 7 nodes",
    "sa7,Start anew with 7 nodes",
    "DARK,Dark theme",
    "pn,Pause node",
    "slow,Slower"
  })
  void findsByAFewLetters(String letters, String first) {
    assertThat(FuzzyMatch.find(commands, letters)).isNotEmpty();
    assertThat(FuzzyMatch.find(commands, letters).getFirst().text()).isEqualTo(first);
  }

  @Test
  void showsAllForNoLettersAndNoneForWrongOnes() {
    assertThat(FuzzyMatch.find(commands, "  ")).containsExactlyElementsOf(commands);
    assertThat(FuzzyMatch.find(commands, "xyz")).isEmpty();
  }
}
