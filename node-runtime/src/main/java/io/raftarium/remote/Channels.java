package io.raftarium.remote;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFile.Address;
import io.raftarium.site.ClusterFile.Member;
import io.raftarium.site.SiteException;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes connections to nodes. Without certificates they stay on this machine. */
final class Channels {
  private final ClusterFile cluster;
  private final NettyKind kind;
  private final Metadata headers = new Metadata();
  private final String program = UUID.randomUUID().toString();

  /** How a channel is made safe. */
  @FunctionalInterface
  private interface NettyKind {
    void apply(NettyChannelBuilder builder, Member to);
  }

  private Channels(ClusterFile cluster, NettyKind kind) {
    this.cluster = cluster;
    this.kind = kind;
    headers.put(Wire.CLUSTER, Wire.header(cluster.name()));
    headers.put(Wire.PROGRAM, program);
  }

  /**
   * As a node of the cluster.
   *
   * @param calls runs what follows from its calls
   */
  static Channels ofNode(ClusterFile cluster, int id, Executor calls) throws SiteException {
    NettyKind kind = kind(cluster, Certificates.ofNode(id));
    Channels channels =
        new Channels(
            cluster,
            (builder, to) -> {
              builder.executor(calls);
              kind.apply(builder, to);
            });
    channels.headers.put(Wire.NODE, Integer.toString(id));
    return channels;
  }

  /** As a client or an operator, by the name of its certificate's files. */
  static Channels of(ClusterFile cluster, String name) throws SiteException {
    return new Channels(cluster, kind(cluster, name));
  }

  private static NettyKind kind(ClusterFile cluster, String name) throws SiteException {
    if (cluster.certificates() == null) {
      for (Member member : cluster.members().values()) {
        mustBeLoopback(member.address());
      }
      return (builder, _) -> builder.usePlaintext();
    }
    var context = new Certificates(cluster.certificates()).client(name);
    return (builder, to) ->
        builder.sslContext(context).overrideAuthority(Certificates.hostOf(to.id()));
  }

  /** By which the nodes know whoever calls over them. */
  String program() {
    return program;
  }

  /** A new one, which connects with the first call. */
  ManagedChannel to(Member member) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(member.address().host(), member.address().port())
            .maxInboundMessageSize(Wire.LARGEST)
            .keepAliveTime(2 * Wire.KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(Wire.KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
    kind.apply(builder, member);
    return builder.build();
  }

  /** To the node with an id. */
  ManagedChannel to(int id) {
    Member member = cluster.members().get(id);
    if (member == null) {
      throw new IllegalArgumentException("the cluster has no node " + id);
    }
    return to(member);
  }

  /** Plain text leaves no machine. */
  static void mustBeLoopback(Address address) throws SiteException {
    if (!address.loopback()) {
      throw new SiteException(
          "Without certificates nodes talk on the loopback address alone, but "
              + address
              + " is another. Make certificates with raftarium-node certs, and name their folder in"
              + " the cluster's file: \"certificates\".");
    }
  }
}
