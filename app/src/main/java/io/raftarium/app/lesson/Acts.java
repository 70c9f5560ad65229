package io.raftarium.app.lesson;

import io.raftarium.app.lesson.LessonReader.Reads;
import io.raftarium.view.Steer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads the acts of a lesson's file, whose form has been looked at before. */
final class Acts {
  private final Reads<Formula> formula;
  private final Reads<Template> template;

  Acts(Reads<Formula> formula, Reads<Template> template) {
    this.formula = formula;
    this.template = template;
  }

  static Duration duration(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.ofMillis(
            Math.round(Double.parseDouble(text.substring(0, text.length() - 1)) * 1000));
  }

  List<Act> list(JsonNode list, String at) {
    List<Act> acts = new ArrayList<>();
    for (JsonNode each : list) {
      String here = at + "/" + acts.size();
      if (each.isString()) {
        acts.add(word(each.asString()));
      } else {
        Map.Entry<String, JsonNode> only = each.properties().iterator().next();
        acts.add(act(only.getKey(), only.getValue(), here + "/" + only.getKey()));
      }
    }
    return List.copyOf(acts);
  }

  private static Act word(String word) {
    return switch (word) {
      case "run" -> new Act.Run(0);
      case "pause" -> new Act.Pause();
      case "heal" -> new Act.Heal();
      case "to_election" -> new Act.ToElection();
      case "add_node" -> new Act.AddNode();
      case "hold" -> new Act.Hold(Set.of());
      case "deliver_all" -> new Act.Release(true);
      case "drop_all" -> new Act.Release(false);
      default -> throw new IllegalStateException(word);
    };
  }

  private Act act(String verb, JsonNode value, String at) {
    return switch (verb) {
      case "run" -> new Act.Run(value.asDouble());
      case "advance" -> new Act.Advance(duration(value.asString()));
      case "time_out" -> new Act.TimeOut(one(value, at));
      case "kill" -> new Act.With(Act.Verb.KILL, one(value, at));
      case "restart" -> new Act.With(Act.Verb.RESTART, one(value, at));
      case "freeze" -> new Act.With(Act.Verb.FREEZE, one(value, at));
      case "resume" -> new Act.With(Act.Verb.RESUME, one(value, at));
      case "wipe" -> new Act.With(Act.Verb.WIPE, one(value, at));
      case "snapshot" -> new Act.With(Act.Verb.SNAPSHOT, one(value, at));
      case "remove_node" -> new Act.With(Act.Verb.REMOVE, one(value, at));
      case "cluster" ->
          new Act.Cluster(
              value.path("nodes").asInt(3),
              value.path("pre_vote").asBoolean(false),
              value.path("check_quorum").asBoolean(false));
      case "submit" -> submit(value, at);
      case "send" ->
          new Act.Send(
              one(value.path("node"), at + "/node"),
              template.read(value.path("event"), at + "/event"));
      case "cut_off" -> new Act.CutOff(one(value, at));
      case "partition" -> {
        List<Formula> groups = new ArrayList<>();
        value.forEach(each -> groups.add(one(each, at + "/" + groups.size())));
        yield new Act.Partition(List.copyOf(groups));
      }
      case "link" ->
          new Act.Link(
              one(value.path("from"), at + "/from"),
              one(value.path("to"), at + "/to"),
              value.path("cut").asBoolean(false),
              duration(value.path("delay").asString("0ms")),
              value.path("loss").asInt(0));
      case "hold" ->
          new Act.Hold(
              value.valueStream().map(kind -> kind.asString("")).collect(Collectors.toSet()));
      case "deliver" -> new Act.Steering(Steer.DELIVER, one(value, at), false);
      case "deliver_each" -> new Act.Steering(Steer.DELIVER, one(value, at), true);
      case "drop" -> new Act.Steering(Steer.DROP, one(value, at), false);
      case "drop_each" -> new Act.Steering(Steer.DROP, one(value, at), true);
      case "duplicate" -> new Act.Steering(Steer.DUPLICATE, one(value, at), false);
      case "members" ->
          new Act.Members(
              one(value.path("voters"), at + "/voters"),
              value.has("learners") ? one(value.path("learners"), at + "/learners") : null);
      case "transfer" -> new Act.Transfer(one(value, at));
      case "align" -> new Act.Align(one(value, at));
      case "clock_rate" ->
          new Act.ClockRate(one(value.path("node"), at + "/node"), value.path("rate").asDouble(1));
      case "await" -> new Act.Await(one(value, at));
      case "select" -> new Act.Select(one(value, at));
      case "press" -> new Act.Press(value.asString());
      case "click" -> new Act.Click(value.asString());
      case "look_back" -> new Act.LookBack(one(value, at));
      case "pick" -> new Act.Pick(one(value, at));
      default -> throw new IllegalStateException(verb);
    };
  }

  private Act submit(JsonNode value, String at) {
    return value.isString()
        ? new Act.Submit(null, template.read(value, at), true)
        : new Act.Submit(
            value.has("to") ? one(value.path("to"), at + "/to") : null,
            template.read(value.path("command"), at + "/command"),
            value.path("wait").asBoolean(true));
  }

  private Formula one(JsonNode value, String at) {
    return formula.read(value, at);
  }
}
