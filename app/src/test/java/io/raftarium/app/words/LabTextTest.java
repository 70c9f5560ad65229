package io.raftarium.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.lab.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences of the nodes' runtime, as the window says them. */
class LabTextTest {
  /** What hands on the sentence of something else, which is read where that makes it. */
  private static final String HANDED_ON =
      ".*(getMessage\\(\\)|getDescription\\(\\)|reply\\.error\\(\\)|firstLine\\(e\\)"
          + "|reason\\(failure\\)|Previews\\.why\\(node, e\\)|String\\.join\\(\" \", told\\)).*";

  @AfterEach
  void english() {
    Texts.speak("en");
  }

  @Test
  void everySentenceOfTheNodesAndTheFunctionHasAGermanOne() throws Exception {
    LabSentences sentences =
        LabSentences.in(
            Path.of("../node-runtime/src/main/java/io/raftarium"),
            Path.of("../sql/src/main/resources/db/migration"));
    SortedMap<String, String> said = sentences.patterns();
    assertThat(said).hasSizeGreaterThan(400);
    Set<String> german = Translations.read("lab.de").keySet();
    List<String> missing =
        said.keySet().stream()
            .filter(text -> !german.contains(text))
            .map(text ->
                "# " + said.get(text) + "\nmsgid " + TextsTest.quoted(text) + "\nmsgstr \"\"\n")
            .toList();
    assertThat(missing)
        .as("add to assets/texts/lab.de.po:\n" + String.join("\n", missing))
        .isEmpty();
    TreeSet<String> idle = new TreeSet<>(german);
    idle.removeAll(said.keySet());
    assertThat(idle).as("nobody says these any longer").isEmpty();
    assertThat(sentences.unread())
        .as("sentences whose words cannot be read from the source")
        .allMatch(each -> each.matches(HANDED_ON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Node 3 is not the leader; by its row, node 1 is.      | S3 ist nicht der Leader; laut seiner Zeile ist es S1.
          There is no node 9; the nodes are nodes 1, 2, 3.      | Es gibt keinen Knoten S9; die Knoten sind S1, S2, S3.
          Node 2 refused: bad event: field "to" must be a text. | S2 lehnte ab: falsches Ereignis: Feld "to" muss sein: ein Text.
          The rows cannot be read: all its connections are in use; try again. | Die Zeilen sind nicht lesbar: alle Verbindungen sind belegt; versuch es noch einmal.
          The rows cannot be read: a driver's words.            | Die Zeilen sind nicht lesbar: a driver's words.
          Node 1 cannot be reached now. Node 2 cannot be reached now. What concerns the other nodes is done. | S1 ist jetzt nicht erreichbar. S2 ist jetzt nicht erreichbar. Was die anderen Knoten betrifft, ist getan.
          the cluster has no node 4.                            | der Cluster hat keinen Knoten S4.
          The database of node 1 (jdbc:x) does not exist on its server. Create it there first. | Die Datenbank von S1 (jdbc:x) gibt es auf ihrem Server nicht. Leg sie dort erst an.
          a.json is damaged: nodes[0].id must be a node id      | a.json ist beschädigt: Für nodes[0].id ist verlangt: eine Knotennummer
          c.yaml, line 3, column 5: "nodes" must have a voter.  | c.yaml, Zeile 3, Spalte 5: „nodes“ muss einen Wähler haben.
          nobody has said this of node 3                        | nobody has said this of S3
          """)
  void aSentenceIsSaidInGermanWithItsParts(String english, String german) {
    Texts.speak("de");
    assertThat(LabText.of(english)).isEqualTo(german);
    Texts.speak("en");
    assertThat(LabText.of(english)).isEqualTo(NodeNames.in(english));
  }

  @Test
  void aFailureIsASentenceWithAFullStop() {
    Texts.speak("de");
    assertThat(Failures.sentence(new LabException("The folder /x cannot be used: there is no /x")))
        .isEqualTo("Der Ordner /x ist nicht brauchbar: /x gibt es nicht.");
  }

  @Test
  void whatAnotherProgramWroteTakesNoTime() {
    Texts.speak("de");
    String log = "ERROR: a: b. ".repeat(300);
    assertThat(LabText.of(log)).isEqualTo(log);
    assertThat(
            LabText.of("PostgreSQL does not start on /x: " + log + ". The files in /y say more."))
        .startsWith("PostgreSQL startet nicht auf /x: ERROR")
        .endsWith("Die Dateien in /y sagen mehr.");
  }
}
