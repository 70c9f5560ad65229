package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.server.EmbeddedServer;
import io.raftarium.view.NodeStatus;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What five idle nodes cost: time of the processor, of this program and its server, and heap. */
@Tag("soak")
class IdleCostTest {
  private static final int MINUTES = Integer.getInteger("raftarium.soak.minutes", 10);
  private static final int SAMPLES = 10;

  @Test
  @Timeout(3_600)
  void fiveIdleNodesUseAQuarterOfACoreAndAFlatHeap() throws Exception {
    EmbeddedServer server = TestServer.get();
    long postmaster =
        Long.parseLong(
            Files.readAllLines(server.folder().resolve("postgres").resolve("postmaster.pid"))
                .getFirst()
                .strip());
    try (LocalLab lab = TestServer.lab()) {
      lab.cluster().start(5);
      assertThat(lab.observer().await(Duration.ofSeconds(20), view -> view.leader() != null))
          .isTrue();
      List<Double> load = new ArrayList<>();
      List<Long> heap = new ArrayList<>();
      Duration interval = Duration.ofMinutes(MINUTES).dividedBy(SAMPLES);
      for (int sample = 0; sample < SAMPLES; sample++) {
        Duration before = processorTime(postmaster);
        long begin = System.nanoTime();
        // The passing of real time is what is measured here.
        for (long left = interval.toNanos();
            left > 0;
            left = interval.toNanos() - (System.nanoTime() - begin)) {
          LockSupport.parkNanos(left);
        }
        Duration used = processorTime(postmaster).minus(before);
        load.add(100.0 * used.toNanos() / (System.nanoTime() - begin));
        heap.add(heapAfterCollection());
        System.out.printf(
            Locale.ROOT,
            "idle: %.1f %% of a core (program %s), heap %d KB, last steps %s, %s%n",
            load.getLast(),
            ProcessHandle.current().info().totalCpuDuration().orElseThrow(),
            heap.getLast() >> 10,
            lab.cluster().processes().values().stream().map(NodeStatus::lastStep).toList(),
            lab.cluster().view().feed());
      }
      double mean = load.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      System.out.printf(Locale.ROOT, "idle: mean %.1f %% of a core, heap %s%n", mean, heap);
      assertThat(mean).isLessThan(25);
      // The first sample still fills caches; the past that is kept takes less than 1 MB a minute.
      assertThat(heap.getLast() - heap.get(1)).isLessThan((2L + MINUTES) << 20);
    }
  }

  private static Duration processorTime(long postmaster) {
    try (Stream<ProcessHandle> backends =
        ProcessHandle.of(postmaster).orElseThrow().descendants()) {
      return Stream.concat(
              backends,
              Stream.of(ProcessHandle.current(), ProcessHandle.of(postmaster).orElseThrow()))
          .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
          .reduce(Duration.ZERO, Duration::plus);
    }
  }

  private static long heapAfterCollection() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
