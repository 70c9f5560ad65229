package io.raftarium.app.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.figure.FigurePage.Card;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FigurePageTest {
  @Test
  void everyRuleStandsOnOneCardAndWhatNobodyKnowsStandsToo() {
    Set<String> rules = Set.of("AppendEntries.2", "Leader.commit", "PreVote.1", "Made.up");
    FigurePage page = FigurePage.of(rules);
    assertThat(page.cards().stream().flatMap(card -> card.rules().stream()))
        .containsExactlyInAnyOrderElementsOf(rules);
    assertThat(page.cards().getFirst().title()).startsWith("What every node holds");
    assertThat(page.cards())
        .filteredOn(card -> card.rules().contains("PreVote.1"))
        .allMatch(Card::beyond);
    assertThat(page.cards())
        .filteredOn(card -> card.rules().contains("Leader.commit"))
        .noneMatch(Card::beyond);
    assertThat(page.cards().getLast().rules()).isEqualTo(List.of("Made.up"));
  }
}
