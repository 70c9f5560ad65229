package io.raftarium.remote;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who means this cluster, and notes who it is. */
final class Gate implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final String cluster;
  private final Set<Integer> members;

  Gate(String cluster, Set<Integer> members) {
    this.cluster = cluster;
    this.members = members;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String meant = headers.get(Wire.CLUSTER);
    if (!Wire.header(cluster).equals(meant)) {
      return refuse(call, Status.FAILED_PRECONDITION, "this is a node of the cluster " + cluster);
    }
    int caller = number(headers.get(Wire.NODE));
    if (caller != 0 && !members.contains(caller)) {
      return refuse(call, Status.PERMISSION_DENIED, "the cluster has no node " + caller);
    }
    return Contexts.interceptCall(
        Context.current().withValue(Wire.CALLER, caller), call, headers, next);
  }

  private static int number(@org.jspecify.annotations.Nullable String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(
      ServerCall<Q, A> call, Status status, String why) {
    LOG.warn("Refused a call of {}: {}", call.getMethodDescriptor().getFullMethodName(), why);
    call.close(status.withDescription(why), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
