package io.raftarium.lab;

import io.raftarium.protocol.Command;
import io.raftarium.server.Progress;
import io.raftarium.view.Link;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The program that is killed: opens the last cluster of a data folder, or starts one, and loads it.
 * A line to its output for each thing that was promised; orders come by its input.
 */
final class CrashLab {
  private static final int CLIENTS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final LocalLab lab;
  private final String round;

  private CrashLab(LocalLab lab, String round) {
    this.lab = lab;
    this.round = round;
  }

  public static void main(String[] args) throws Exception {
    LocalLab lab = LocalLab.open(LabOptions.in(Path.of(args[0])), Progress.NONE);
    CrashLab run = new CrashLab(lab, args[1]);
    boolean again = lab.cluster().reopen();
    if (!again) {
      lab.cluster().start(3);
    }
    say("opened " + again + " " + run.setUp());
    run.obey(new Random(Long.parseLong(args[2])));
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private void obey(Random random) throws Exception {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      switch (order.split(" ", 2)[0]) {
        case "keys" -> say("keys " + keys(order.split(" ", 2)[1]));
        case "load" -> {
          for (int client = 1; client <= CLIENTS; client++) {
            int number = client;
            Thread.ofVirtual().start(() -> write(number));
          }
          Thread.ofVirtual().start(() -> disturb(random));
        }
        case "server" -> {
          lab.cluster().startServerAgain();
          say("server");
        }
        default -> throw new IllegalArgumentException(order);
      }
    }
  }

  /** Every key that the leader shows, once it shows this one. */
  private String keys(String last) throws InterruptedException {
    boolean there =
        lab.observer()
            .await(
                LIMIT,
                view -> {
                  NodeView leader = view.leader();
                  return leader != null
                      && leader.commitIndex() == leader.lastLogIndex()
                      && leader.lastApplied() == leader.commitIndex()
                      && (last.isEmpty() || leader.keyValues().containsKey(last));
                });
    NodeView leader = lab.cluster().view().leader();
    return there && leader != null ? String.join(" ", leader.keyValues().keySet()) : "LOST " + last;
  }

  private void write(int client) {
    for (int i = 0; ; i++) {
      String key = "r" + round + "c" + client + "n" + i;
      try {
        Submission done =
            lab.client()
                .submit(
                    OptionalInt.empty(), Command.put(key, JsonNodeFactory.instance.numberNode(i)))
                .get(20, TimeUnit.SECONDS);
        if (done.status() == Submission.Status.OK) {
          say("ok " + key);
        }
      } catch (LabException | ExecutionException | TimeoutException e) {
        // Nothing was promised.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Kills and restarts nodes and changes links, at most one node down at a time. */
  private void disturb(Random random) {
    while (true) {
      try {
        Thread.sleep(random.nextInt(50, 400));
        say("verb");
        switch (random.nextInt(4)) {
          case 0 -> {
            if (lab.cluster().processes().values().stream()
                .allMatch(node -> node.state() == NodeStatus.State.RUNNING)) {
              lab.cluster().kill(random.nextInt(1, 4));
            }
          }
          case 1 -> {
            for (NodeStatus node : lab.cluster().processes().values()) {
              if (node.state() == NodeStatus.State.DOWN) {
                lab.cluster().restart(node.id());
              }
            }
          }
          case 2 ->
              lab.network()
                  .link(
                      1,
                      2,
                      Objects.requireNonNull(lab.network().links().get(new Link(1, 2)))
                          .withDelay(Duration.ofMillis(random.nextInt(1, 9))));
          default -> lab.network().heal();
        }
        say("done " + setUp());
      } catch (LabException e) {
        // The server is dying.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What must be the same after the next start. */
  private String setUp() {
    StringBuilder text = new StringBuilder("down");
    lab.cluster()
        .processes()
        .values()
        .forEach(node -> {
          if (node.state() == NodeStatus.State.DOWN) {
            text.append(' ').append(node.id());
          }
        });
    lab.network()
        .links()
        .forEach((link, rule) ->
            text.append(' ')
                .append(link.from())
                .append("->")
                .append(link.to())
                .append(' ')
                .append(rule.delay().toMillis()));
    return text.toString();
  }
}
