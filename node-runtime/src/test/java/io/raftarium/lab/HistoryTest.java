package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import io.raftarium.sql.Ablation;
import io.raftarium.view.Deed;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether clients see one copy of the data, while they ask. */
@Tag("thorough")
class HistoryTest extends RunningLab {
  @Test
  void staysKeptUnderALoadWhileLeadersAreCutOffAndKilled() throws Exception {
    int first = start(3);
    lab.load().start(new LoadPlan(6, new LoadPlan.Mix(30, 40, 15, 15), 0, 3));
    await(view -> lab.load().count().writes() >= 30);

    lab.network().isolate(Set.of(first));
    await(view -> leader().id() != first && leader().currentTerm() > 1);
    long then = lab.load().count().writes();
    await(view -> lab.load().count().writes() >= then + 30);
    lab.network().heal();
    await(view -> settled(view) && leader().id() != first);
    int second = leader().id();
    lab.cluster().kill(second);
    await(view -> leader().id() != second);
    long later = lab.load().count().reads();
    await(view -> lab.load().count().reads() >= later + 30);
    lab.load().stop();

    await(view -> found().checked() >= then);
    assertThat(found().breach()).isNull();
    assertThat(found().gaps()).isFalse();
  }

  @Test
  void aReadWithoutARoundIsFoundWithWhatItContradicts() throws Exception {
    int old = start(3);
    try (Connection connection = connect("raftarium ablation");
        Statement statement = connection.createStatement()) {
      // Not marked as modified: the server's other tests go on in the same database.
      statement.execute(Ablation.find("read-without-a-round").orElseThrow().sql());
    }
    tampered = true;
    Submission first = put("colour", "green");
    assertThat(first.status()).isEqualTo(Submission.Status.OK);
    lab.network().isolate(Set.of(old));
    await(view -> leader().id() != old);
    Submission second = put("colour", "red");
    assertThat(second.status()).isEqualTo(Submission.Status.OK);

    Submission read = lab.client().read(OptionalInt.of(old), "colour").get(30, TimeUnit.SECONDS);

    assertThat(read.status()).isEqualTo(Submission.Status.OK);
    assertThat(read.result().value().asString()).isEqualTo("green");
    lab.network().heal();
    await(view -> !found().holds());
    Kept found = found();
    assertThat(found.breach()).contains(read.request()).contains("\"red\"");
    assertThat(found.witnesses())
        .extracting(Served::submission)
        .extracting(Submission::request)
        .startsWith(read.request())
        .contains(second.request());
    assertThat(lab.events())
        .anySatisfy(event ->
            assertThat(event.deed())
                .isEqualTo(
                    new Deed.Broken(
                        Promise.LINEARIZABILITY.name(), Objects.requireNonNull(found.breach()))));
  }

  private Kept found() {
    return lab.promises().stream()
        .filter(kept -> kept.promise() == Promise.LINEARIZABILITY)
        .findFirst()
        .orElse(new Kept(Promise.LINEARIZABILITY, 0, null, 0));
  }
}
