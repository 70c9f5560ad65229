package io.raftarium.remote;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.raftarium.remote.Caller.Kind;
import io.raftarium.remote.v1.OperatorGrpc;
import io.raftarium.remote.v1.PeersGrpc;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who means this cluster and may do what it asks for, and notes who it is. */
final class Gate implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final String cluster;
  private final Set<Integer> members;
  private final boolean certificates;

  /**
   * Stands before a node.
   *
   * @param certificates whether callers have to show one
   */
  Gate(String cluster, Set<Integer> members, boolean certificates) {
    this.cluster = cluster;
    this.members = members;
    this.certificates = certificates;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Optional<Caller> caller =
        certificates
            ? shown(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
            : Optional.of(said(headers.get(Wire.NODE)));
    if (caller.isEmpty()) {
      return refuse(
          call,
          Status.UNAUTHENTICATED,
          "a caller that shows no certificate of a node, a client or an operator");
    }
    String who = caller.get().toString();
    if (!Wire.header(cluster).equals(headers.get(Wire.CLUSTER))) {
      return refuse(
          call, Status.FAILED_PRECONDITION, who + ", which means another cluster than " + cluster);
    }
    Kind kind = caller.get().kind();
    if (kind == Kind.NODE && !members.contains(caller.get().node())) {
      return refuse(call, Status.PERMISSION_DENIED, who + ", which the cluster does not have");
    }
    String service = String.valueOf(call.getMethodDescriptor().getServiceName());
    boolean allowed =
        switch (service) {
          case PeersGrpc.SERVICE_NAME -> kind == Kind.NODE;
          case OperatorGrpc.SERVICE_NAME -> kind == Kind.OPERATOR;
          default -> true;
        };
    if (!allowed) {
      return refuse(call, Status.PERMISSION_DENIED, who + ", who may not call " + service);
    }
    String program = Objects.requireNonNullElse(headers.get(Wire.PROGRAM), "");
    return Contexts.interceptCall(
        Context.current()
            .withValue(Wire.CALLER, caller.get())
            .withValue(Wire.CALLING_PROGRAM, program),
        call,
        headers,
        next);
  }

  /** Who the certificate names that was shown. */
  private static Optional<Caller> shown(@Nullable SSLSession session) {
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate
          ? Caller.of(certificate)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /** Who a caller of this machine says it is. */
  private static Caller said(@Nullable String node) {
    try {
      return node == null ? Caller.LOCAL : Caller.node(Integer.parseInt(node));
    } catch (NumberFormatException e) {
      return Caller.node(-1);
    }
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(
      ServerCall<Q, A> call, Status status, String whom) {
    LOG.warn("Refused a call of {}", whom);
    call.close(status.withDescription("refused: you are " + whom), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
