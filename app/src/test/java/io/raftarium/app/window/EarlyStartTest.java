package io.raftarium.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.app.clusters.Laboratories;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EarlyStartTest {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void whatWasBegunIsOpenedOnceAndThenOthers() {
    CountDownLatch go = new CountDownLatch(1);
    EarlyStart.begin(progress -> {
      progress.accept("Starting PostgreSQL", 0.7);
      await(go);
      return lab();
    });
    Laboratories begun = EarlyStart.begun(_ -> lab());
    List<String> told = new CopyOnWriteArrayList<>();
    go.countDown();
    Lab first = begun.open((text, done) -> told.add(text));
    assertThat(opened).hasValue(1);
    assertThat(told).allMatch("Starting PostgreSQL"::equals);
    assertThat(begun.open((text, done) -> {})).isNotSameAs(first);
    assertThat(opened).hasValue(2);
    Laboratories others = _ -> first;
    assertThat(EarlyStart.begun(others)).as("nothing is begun any more").isSameAs(others);
  }

  @Test
  void whyItCouldNotStartIsToldToWhoeverOpensIt() {
    EarlyStart.begin(_ -> {
      throw new LabException("The folder is in use.");
    });
    Laboratories begun = EarlyStart.begun(_ -> lab());
    assertThatThrownBy(() -> begun.open((text, done) -> {}))
        .isInstanceOf(LabException.class)
        .hasMessage("The folder is in use.");
    assertThat(begun).isNotNull();
  }

  @Test
  void whatNobodyWillOpenIsClosed() {
    EarlyStart.begin(_ -> lab());
    EarlyStart.abandon();
    assertThat(closed).hasValue(1);
    EarlyStart.abandon();
    assertThat(closed).hasValue(1);
  }

  private static void await(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a laboratory only its end matters here. */
  private Lab lab() {
    opened.incrementAndGet();
    return (Lab)
        Proxy.newProxyInstance(
            Lab.class.getClassLoader(),
            new Class<?>[] {Lab.class},
            (_, method, _) -> {
              if (method.getName().equals("close")) {
                closed.incrementAndGet();
              }
              return null;
            });
  }
}
