package io.raftarium.search;

import io.raftarium.database.Steps;
import io.raftarium.database.Steps.Step;
import io.raftarium.lab.Scratch;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Rpc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The function's steps on images of single nodes, each taken once: a step depends on nothing but
 * the rows of its node and the event, so that states of the cluster share them.
 */
final class Transitions implements AutoCloseable {
  /** Events that are no messages; those have their numbers, from 0. */
  static final int AGE = -1;

  static final int TIME_OUT = -2;
  static final int HEARTBEAT = -3;
  static final int START = -4;

  /** The first command of a client; the next ones below it. */
  static final int COMMAND = -10;

  private static final String KEY = "x";
  private static final int MOST_AT_ONCE = 128;

  /**
   * What a step came to.
   *
   * @param image the rows that it left
   * @param sent numbers of the messages that it sent
   * @param changes whether the rows are others than before, or something was sent
   */
  record Taken(int image, List<Integer> sent, boolean changes) {}

  /** A step on an image that is to be taken. */
  private record Wanted(int image, int event) {}

  private final Connection connection;
  private final Steps<Answer> steps;
  private final PreparedStatement seen;
  private final Map<Long, Taken> taken = new HashMap<>();
  private final Set<Wanted> wanted = new LinkedHashSet<>();
  private final List<@Nullable NodeSeen> images = new ArrayList<>();
  private final List<Rpc> messages = new ArrayList<>();
  private final Map<JsonNode, Integer> numbers = new HashMap<>();

  /** A row of the answer. */
  private record Answer(int image, boolean fresh, List<Rpc> sent, @Nullable String refused) {}

  Transitions(Scratch scratch) throws SQLException {
    connection = scratch.connect("raftarium search");
    try {
      try (Statement prepare = connection.createStatement()) {
        prepare.execute(script());
      }
      connection.setAutoCommit(false);
      steps =
          new Steps<>(
              connection,
              "select * from raft_search.take(?::jsonb)",
              (step, result, row) ->
                  new Answer(
                      row.getInt("image"),
                      row.getBoolean("fresh"),
                      result.actions().sent(),
                      row.getString("refused")));
      seen = connection.prepareStatement("select * from raft_search.seen where id = any (?)");
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String script() {
    try (InputStream script =
        Objects.requireNonNull(Transitions.class.getResourceAsStream("search.sql"))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image of each node as the scratch copy has it. */
  SortedMap<Integer, Integer> begin() throws SQLException {
    TreeMap<Integer, Integer> first = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from raft_search.begin()")) {
      while (row.next()) {
        first.put(row.getInt("node_id"), row.getInt("image"));
      }
    }
    look(List.copyOf(first.values()));
    connection.commit();
    return first;
  }

  /** The number of what a message says. */
  int number(Rpc rpc) {
    JsonNode content = rpc.content();
    return numbers.computeIfAbsent(
        content,
        fresh -> {
          messages.add(Rpc.of(fresh));
          return messages.size() - 1;
        });
  }

  Rpc message(int number) {
    return messages.get(number);
  }

  NodeSeen seen(int image) {
    return Objects.requireNonNull(images.get(image));
  }

  /** A client's command of a number, from 0. */
  static Command command(int number) {
    return Command.put(KEY, "s" + (number + 1));
  }

  /** Asks for a step, which {@link #take} takes if nobody has before. */
  void want(int image, int event) {
    if (!taken.containsKey(key(image, event))) {
      wanted.add(new Wanted(image, event));
    }
  }

  /** Takes all that were asked for. */
  void take() throws SQLException {
    List<Wanted> all = List.copyOf(wanted);
    wanted.clear();
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      take(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)));
    }
  }

  private void take(List<Wanted> some) throws SQLException {
    List<Answer> answers =
        steps.take(
            some.stream()
                .map(each -> new Step(seen(each.image()).node(), event(each.event(), each.image())))
                .toList());
    look(answers.stream().filter(Answer::fresh).map(Answer::image).toList());
    for (int i = 0; i < some.size(); i++) {
      Wanted step = some.get(i);
      Answer answer = answers.get(i);
      List<Integer> sent = answer.sent().stream().map(this::number).toList();
      taken.put(
          key(step.image(), step.event()),
          new Taken(answer.image(), sent, answer.image() != step.image() || !sent.isEmpty()));
    }
    connection.commit();
  }

  /** What a step came to that was taken. */
  Taken taken(int image, int event) {
    return Objects.requireNonNull(taken.get(key(image, event)));
  }

  /** How many steps the function took. */
  int count() {
    return taken.size();
  }

  /** How many images there are. */
  int rows() {
    return images.size();
  }

  private static long key(int image, int event) {
    return ((long) image << 32) | (event & 0xffff_ffffL);
  }

  private Event event(int event, int image) {
    ObjectNode body =
        switch (event) {
          case AGE -> typed("Age");
          case TIME_OUT -> object(new Event.ElectionTimeout()).put("aged", true);
          case HEARTBEAT -> object(new Event.HeartbeatTimeout());
          case START -> object(new Event.Start());
          default -> object(event >= 0 ? message(event) : request(COMMAND - event));
        };
    return Event.of(body.put("image", image));
  }

  private static Event request(int number) {
    return Event.ClientRequest.of(
        List.of(new Event.ClientRequest.Request("s" + (number + 1), command(number))));
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static ObjectNode object(Event event) {
    return JsonNodeFactory.instance.objectNode().setAll((ObjectNode) event.body());
  }

  private void look(List<Integer> fresh) throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    seen.setArray(1, connection.createArrayOf("int4", fresh.toArray()));
    try (ResultSet row = seen.executeQuery()) {
      while (row.next()) {
        int id = row.getInt("id");
        while (images.size() <= id) {
          images.add(null);
        }
        images.set(id, NodeSeen.of(row));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
