package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.raftarium.remote.v1.NodeStatus;
import io.raftarium.remote.v1.OperatorGrpc;
import io.raftarium.remote.v1.StatusRequest;
import java.util.function.Supplier;

/** Answers whoever runs the cluster. */
final class OperatorService extends OperatorGrpc.OperatorImplBase {
  private final Supplier<NodeReport> report;

  OperatorService(Supplier<NodeReport> report) {
    this.report = report;
  }

  @Override
  public void status(StatusRequest request, StreamObserver<NodeStatus> answers) {
    answers.onNext(
        NodeStatus.newBuilder()
            .setStatus(ByteString.copyFromUtf8(report.get().json().toString()))
            .build());
    answers.onCompleted();
  }
}
