package io.raftarium.remote;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFile.Address;
import java.util.concurrent.TimeUnit;

/** Makes connections to nodes. Without certificates they stay on this machine. */
final class Channels {
  private Channels() {}

  /**
   * To a node.
   *
   * @param caller the node that calls; 0 for a client
   */
  static ManagedChannel to(ClusterFile cluster, Address address, int caller) {
    mustBeLoopback(address);
    Metadata headers = new Metadata();
    headers.put(Wire.CLUSTER, Wire.header(cluster.name()));
    if (caller != 0) {
      headers.put(Wire.NODE, Integer.toString(caller));
    }
    return NettyChannelBuilder.forAddress(address.host(), address.port())
        .usePlaintext()
        .maxInboundMessageSize(Wire.LARGEST)
        .keepAliveTime(2 * Wire.KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(Wire.KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
        .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
        .build();
  }

  /** Plain text leaves no machine. */
  static void mustBeLoopback(Address address) {
    if (!address.loopback()) {
      throw new IllegalArgumentException(
          "Without certificates nodes talk on the loopback address alone, but "
              + address
              + " is another. Make certificates with raftarium-node certs.");
    }
  }
}
