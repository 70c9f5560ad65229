package io.raftarium.record;

import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Happening.Ended;
import io.raftarium.record.Happening.Load;
import io.raftarium.record.Happening.Sent;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.record.Happening.Stepped;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.OwnTime;
import io.raftarium.view.Served;
import io.raftarium.view.WireMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Happenings that take little memory: messages and steps, of which there are hundreds a second, lie
 * deflated; what shares its parts with others stays as it is.
 */
final class Packed {
  private static final int KEPT = 0;
  private static final int SENT = 1;
  private static final int ENDED = 2;
  private static final int STEPPED = 3;
  private static final int LOAD = 4;

  private final byte[] bytes;
  private final List<Happening> kept;
  private final int count;

  private Packed(byte[] bytes, List<Happening> kept, int count) {
    this.bytes = bytes;
    this.kept = kept;
    this.count = count;
  }

  /** How many bytes the packed ones take. */
  int size() {
    return bytes.length;
  }

  static Packed of(List<Happening> happenings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
    List<Happening> kept = new ArrayList<>();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, fast))) {
      for (Happening happening : happenings) {
        write(out, happening, kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return new Packed(bytes.toByteArray(), List.copyOf(kept), happenings.size());
  }

  List<Happening> unpack() {
    List<Happening> happenings = new ArrayList<>(count);
    Iterator<Happening> others = kept.iterator();
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      for (int i = 0; i < count; i++) {
        happenings.add(read(in, others));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return happenings;
  }

  private static void write(DataOutputStream out, Happening happening, List<Happening> kept)
      throws IOException {
    switch (happening) {
      case Sent sent -> {
        out.writeByte(SENT);
        write(out, sent.stamp());
        WireMessage message = sent.message();
        out.writeLong(message.number());
        out.writeInt(message.from());
        out.writeInt(message.to());
        write(out, message.flight());
        text(out, message.rpc().body().toString());
      }
      case Ended ended -> {
        out.writeByte(ENDED);
        write(out, ended.stamp());
        out.writeLong(ended.message());
        text(out, ended.fate().name());
      }
      case Stepped stepped -> {
        out.writeByte(STEPPED);
        write(out, stepped.stamp());
        NodeStatus process = stepped.process();
        out.writeInt(process.id());
        text(out, process.state().name());
        write(out, process.election());
        write(out, process.heartbeat());
        out.writeLong(process.lastStep().toNanos());
        text(out, process.backing());
        out.writeLong(
            process.unknownSince() == null
                ? Long.MIN_VALUE
                : process.unknownSince().toEpochMilli());
        write(out, process.own());
        text(out, stepped.event());
        text(out, stepped.message());
        out.writeLong(stepped.version());
      }
      case Load load -> {
        out.writeByte(LOAD);
        write(out, load.stamp());
        out.writeInt(load.operations().size());
        for (Served operation : load.operations()) {
          PackedOperation.write(out, operation);
        }
      }
      default -> {
        out.writeByte(KEPT);
        kept.add(happening);
      }
    }
  }

  private static Happening read(DataInputStream in, Iterator<Happening> kept) throws IOException {
    return switch (in.readByte()) {
      case SENT -> new Sent(stamp(in), message(in.readLong(), in.readInt(), in.readInt(), in));
      case ENDED -> new Ended(stamp(in), in.readLong(), WireMessage.Fate.valueOf(text(in)));
      case STEPPED ->
          new Stepped(
              stamp(in),
              new NodeStatus(
                  in.readInt(),
                  NodeStatus.State.valueOf(text(in)),
                  countdown(in),
                  countdown(in),
                  Duration.ofNanos(in.readLong()),
                  text(in),
                  since(in.readLong()),
                  own(in)),
              text(in),
              text(in),
              in.readLong());
      case LOAD -> {
        Stamp stamp = stamp(in);
        int operations = in.readInt();
        List<Served> all = new ArrayList<>(operations);
        for (int i = 0; i < operations; i++) {
          all.add(PackedOperation.read(in));
        }
        yield new Load(stamp, List.copyOf(all));
      }
      default -> kept.next();
    };
  }

  private static @Nullable Instant since(long millis) {
    return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
  }

  private static WireMessage message(long number, int from, int to, DataInputStream in)
      throws IOException {
    Countdown flight = Objects.requireNonNull(countdown(in));
    return new WireMessage(
        number,
        from,
        to,
        Rpc.of(ExactJson.MAPPER.readTree(text(in))),
        flight,
        0,
        WireMessage.Fate.FLYING);
  }

  private static void write(DataOutputStream out, OwnTime own) throws IOException {
    out.writeDouble(own.clockRate());
    OwnTime.Range range = own.election();
    out.writeLong(range == null ? 0 : range.least().toNanos());
    out.writeLong(range == null ? 0 : range.most().toNanos());
  }

  private static OwnTime own(DataInputStream in) throws IOException {
    double rate = in.readDouble();
    long least = in.readLong();
    long most = in.readLong();
    return new OwnTime(
        rate,
        most == 0 ? null : new OwnTime.Range(Duration.ofNanos(least), Duration.ofNanos(most)));
  }

  private static void write(DataOutputStream out, Stamp stamp) throws IOException {
    out.writeLong(stamp.number());
    Instant at = stamp.at();
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
    out.writeLong(stamp.labAt().nanos());
    out.writeLong(stamp.nanos());
  }

  private static Stamp stamp(DataInputStream in) throws IOException {
    return new Stamp(
        in.readLong(),
        Instant.ofEpochSecond(in.readLong(), in.readInt()),
        new LabTime(in.readLong()),
        in.readLong());
  }

  private static void write(DataOutputStream out, @Nullable Countdown countdown)
      throws IOException {
    out.writeBoolean(countdown != null);
    if (countdown != null) {
      out.writeLong(countdown.start().nanos());
      out.writeLong(countdown.end().nanos());
    }
  }

  private static @Nullable Countdown countdown(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? new Countdown(new LabTime(in.readLong()), new LabTime(in.readLong()))
        : null;
  }

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
