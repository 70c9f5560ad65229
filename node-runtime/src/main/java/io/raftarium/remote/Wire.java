package io.raftarium.remote;

import io.grpc.Context;
import io.grpc.Metadata;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What both ends of a connection have to agree on. */
final class Wire {
  /** The name of the cluster that a caller means. */
  static final Metadata.Key<String> CLUSTER =
      Metadata.Key.of("raftarium-cluster", Metadata.ASCII_STRING_MARSHALLER);

  /** The node that a caller says it is, where no certificate does. */
  static final Metadata.Key<String> NODE =
      Metadata.Key.of("raftarium-node", Metadata.ASCII_STRING_MARSHALLER);

  /** By which a program knows what it has done itself. */
  static final Metadata.Key<String> PROGRAM =
      Metadata.Key.of("raftarium-program", Metadata.ASCII_STRING_MARSHALLER);

  /** The program that calls; empty where it does not say. */
  static final Context.Key<String> CALLING_PROGRAM = Context.keyWithDefault("program", "");

  /** Who calls, once it is checked. */
  static final Context.Key<Caller> CALLER = Context.key("caller");

  /** A message may carry 256 entries, each as long as a client's command may be. */
  static final int LARGEST = 64 << 20;

  static final Duration KEEPALIVE = Duration.ofSeconds(5);

  private Wire() {}

  /** A cluster's name as a header carries it: it may be in any alphabet. */
  static String header(String cluster) {
    return URLEncoder.encode(cluster, StandardCharsets.UTF_8);
  }
}
