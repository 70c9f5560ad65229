package io.raftarium.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.node.Mailbox.Item;
import io.raftarium.node.Mailbox.Timer;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.Session;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

/** The order and the bounds of what waits for a node. */
@Timeout(20)
class MailboxTest {
  private final Mailbox mailbox = new Mailbox();

  @Test
  void theOldestMessageGoesWhereTooManyWaitAndTimeoutsStay() throws Exception {
    assertThat(mailbox.add(new Item.Timeout(Timer.ELECTION, 1))).isTrue();
    for (int i = 0; i <= Mailbox.MAX_MESSAGES; i++) {
      assertThat(mailbox.add(message(i))).isTrue();
    }
    assertThat(mailbox.take()).isEqualTo(new Item.Timeout(Timer.ELECTION, 1));
    for (int i = 1; i <= Mailbox.MAX_MESSAGES; i++) {
      assertThat(mailbox.take()).isEqualTo(message(i));
    }
    assertThat(mailbox.close()).isEmpty();
    assertThat(mailbox.take()).isNull();
  }

  @Test
  void aHeartbeatGoesFirst() throws Exception {
    assertThat(mailbox.add(message(1))).isTrue();
    assertThat(mailbox.add(new Item.Timeout(Timer.HEARTBEAT, 1))).isTrue();
    assertThat(mailbox.take()).isEqualTo(new Item.Timeout(Timer.HEARTBEAT, 1));
  }

  @Test
  void requestsAreTakenTogetherAndRefusedWhereTooManyWait() throws Exception {
    for (int i = 0; i < Mailbox.MAX_REQUESTS; i++) {
      assertThat(mailbox.add(request(i))).isTrue();
    }
    assertThat(mailbox.add(request(-1))).isFalse();
    assertThat(mailbox.add(message(1))).isTrue();
    assertThat(mailbox.takeRequests(10)).extracting(Item.Request::id).startsWith("r0", "r1");
    assertThat(mailbox.add(request(-1))).isTrue();
    assertThat(mailbox.close())
        .filteredOn(Item.Request.class::isInstance)
        .hasSize(Mailbox.MAX_REQUESTS - 9);
    assertThat(mailbox.add(request(-1))).isFalse();
  }

  @Test
  void whileFrozenNothingIsTaken() throws Exception {
    mailbox.freeze(true);
    assertThat(mailbox.add(message(1))).isTrue();
    CompletableFuture<Item> taken = new CompletableFuture<>();
    Thread taker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                taken.complete(mailbox.take());
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    io.raftarium.Until.holds(
        "the taker waits", () -> taker.getState() == Thread.State.TIMED_WAITING);
    assertThat(taken).isNotDone();
    mailbox.freeze(false);
    assertThat(taken.get(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(message(1));
  }

  private static Item.Message message(int number) {
    return new Item.Message(Rpc.of(JsonNodeFactory.instance.objectNode().put("id", number)));
  }

  private static Item.Request request(int number) {
    return new Item.Request(
        "r" + number,
        new Command(JsonNodeFactory.instance.nullNode()),
        Session.NONE,
        new CompletableFuture<>());
  }
}
