package io.raftarium.record;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Result;
import io.raftarium.protocol.Rpc;
import io.raftarium.time.LabTime;
import io.raftarium.view.Ask;
import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.Link;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.NullNode;

/**
 * Happenings and what they are made of as JSON, by the names of their records' components: a new
 * kind of deed or happening needs nothing here.
 */
final class RecordedJson {
  static final JsonMapper MAPPER =
      ExactJson.MAPPER
          .rebuild()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .changeDefaultVisibility(all ->
              // What a record has, and not what it can tell besides.
              all.withGetterVisibility(Visibility.NONE)
                  .withIsGetterVisibility(Visibility.NONE)
                  .withFieldVisibility(Visibility.ANY))
          .changeDefaultPropertyInclusion(all -> all.withValueInclusion(Include.NON_NULL))
          .addMixIn(Happening.class, Kind.class)
          .addMixIn(Deed.class, Kind.class)
          .addMixIn(Ask.class, Kind.class)
          .addMixIn(Fault.class, Kind.class)
          .addMixIn(LabTime.class, Nanos.class)
          .addModule(
              new SimpleModule("recording")
                  .addSerializer(Event.class, body(Event::body))
                  .addDeserializer(Event.class, of(Event::of))
                  .addDeserializer(Rpc.class, of(Rpc::of))
                  .addSerializer(Command.class, body(Command::body))
                  .addDeserializer(Command.class, of(Command::new))
                  .addSerializer(Result.class, body(Result::body))
                  .addDeserializer(Result.class, of(Result::new))
                  .addSerializer(Actions.class, body(Actions::body))
                  .addDeserializer(Actions.class, of(Actions::new))
                  .addSerializer(Changes.class, body(Changes::columns))
                  .addDeserializer(Changes.class, of(Changes::new))
                  .addKeySerializer(Link.class, new LinkName())
                  .addKeyDeserializer(Link.class, new LinkOfName()))
          .build();

  private RecordedJson() {}

  /** Which one of a sealed interface it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
  private interface Kind {}

  /** A number instead of an object. */
  private abstract static class Nanos {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Nanos(@SuppressWarnings("unused") long nanos) {}

    @JsonValue
    abstract long nanos();
  }

  private static <T> ValueSerializer<T> body(Function<? super T, JsonNode> body) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializationContext context) {
        context.writeTree(out, body.apply(value));
      }

      @Override
      public void serializeWithType(
          T value,
          JsonGenerator out,
          SerializationContext context,
          tools.jackson.databind.jsontype.TypeSerializer type) {
        serialize(value, out, context);
      }
    };
  }

  private static <T> ValueDeserializer<T> of(Function<JsonNode, ? extends T> made) {
    return new ValueDeserializer<>() {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) {
        return made.apply(context.readTree(in));
      }

      // A result that says nothing is JSON null.
      @Override
      public T getNullValue(DeserializationContext context) {
        return made.apply(NullNode.getInstance());
      }
    };
  }

  private static final class LinkName extends ValueSerializer<Link> {
    @Override
    public void serialize(Link link, JsonGenerator out, SerializationContext context) {
      out.writeName(link.from() + ">" + link.to());
    }
  }

  private static final class LinkOfName extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      int between = key.indexOf('>');
      try {
        return new Link(
            Integer.parseInt(key.substring(0, Math.max(0, between))),
            Integer.parseInt(key.substring(between + 1)));
      } catch (NumberFormatException e) {
        return context.reportInputMismatch(Link.class, "\"%s\" names no link", key);
      }
    }
  }
}
