package io.raftarium.lab;

import io.raftarium.promise.Kept;
import io.raftarium.protocol.Command;
import io.raftarium.record.Capture;
import io.raftarium.record.Tape;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.Hold;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.LoadCount;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.OwnTime;
import io.raftarium.view.Preview;
import io.raftarium.view.Steer;
import io.raftarium.view.Submission;
import io.raftarium.view.TimedFault;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A cluster of real nodes and the operator's verbs; the window, the tour and tests all act through
 * its parts.
 *
 * <p>A verb returns when what it names has happened, within a few seconds at most, and throws
 * {@link LabException} with a sentence for a person where it cannot. Verbs may be called from any
 * thread, but block: not from the FX thread. Those of the network and the time, and to pause,
 * resume and time out a node, do not wait for others that take long, such as a kill. The readers
 * never block, and return values that nobody changes.
 */
public interface Lab extends AutoCloseable {
  /** A short name, for example {@code lab-1}. */
  String name();

  /** The clusters of its data folder; empty where it has none but this one. */
  Optional<Clusters> clusters();

  /** Where the rows are, for example {@code embedded PostgreSQL 18}. */
  String database();

  /** The rules that a step may name, each with its text, as the database has them. */
  SortedMap<String, String> rules();

  /**
   * The source of each function of schema {@code raft}, by its name without the schema's, as the
   * database has it; empty where none could be asked.
   */
  SortedMap<String, String> functions();

  /** How the running cluster was set up, and how the next will be. */
  LabOptions options();

  /** What can be done with it beside looking, asking, and breaking links and processes. */
  Set<Ability> abilities();

  /** Where its processes are, in words, for example {@code in process}. */
  String whereabouts();

  /** What not every laboratory can. */
  enum Ability {
    /** Stop and slow down the time of its nodes. */
    TIME,
    /** Start anew, with other nodes or other rules. */
    ANEW,
    /** Make nodes and drop them. */
    MEMBERS,
    /** Start a process again that has ended. */
    RESTART,
    /** Kill and start the servers of single nodes. */
    SERVERS,
    /** Throw away what the disk of a node holds. */
    WIPE
  }

  /** Its nodes: their rows and their processes. */
  Cluster cluster();

  /** What carries their messages. */
  Network network();

  /** What drives them all. */
  Time time();

  /** Who asks something of them. */
  Client client();

  /** The timers and the clock of each node. */
  Timers timers();

  /** Clients that ask and ask, so that there is something to disturb. */
  Load load();

  /** Faults that end by themselves, and the end of all of them. */
  Faults faults();

  /** What the operator did, and the way back. */
  Acts acts();

  /** Everything that happened, and what there was at each moment of it. */
  Tape tape();

  /**
   * A moment of it to open another laboratory from: the shown one, or the nearest before it whose
   * rows are all known. Blocks as a verb does.
   *
   * @param shown number of its happening
   * @throws LabException where no such moment is near
   */
  Origin origin(long shown);

  /** Everything that there is now. */
  Moment moment();

  /** What was done, oldest first, a bounded number. */
  List<LabEvent> events();

  /**
   * The promises of Raft and whether the running cluster kept them so far, as every view of its
   * rows showed; empty before the first.
   */
  List<Kept> promises();

  /** The same after a look at every row of the database, which takes long where logs are long. */
  List<Kept> checkRows();

  /** Everything that the screen shows, read in one database snapshot. */
  Capture capture();

  /** The nodes whose rows each database holds, a set for each database. */
  List<SortedSet<Integer>> databases();

  /**
   * Asks the database that holds a node's rows, in SQL, as one who may only look: nothing is
   * changed, whatever is asked. The answer always comes, within seconds; to cancel it stops the
   * question.
   */
  CompletableFuture<SqlAnswer> query(int node, String sql);

  @Override
  void close();

  /** The nodes: rows in the database, and a process each. */
  interface Cluster {
    /** The newest view of the database. */
    ClusterView view();

    /** The nodes' processes by id. */
    SortedMap<Integer, NodeStatus> processes();

    /** When the running cluster began; long ago before the first. */
    Instant made();

    /**
     * Goes on with the cluster that was kept last: its nodes, members, logs and link rules as they
     * were; processes that the operator had killed stay down. It is kept with every verb, so it
     * outlives this program and its server however they end.
     *
     * @return false where none was kept
     */
    boolean reopen();

    /**
     * Starts this laboratory's own server again after it has died. Nodes that had failed with it
     * start again on their rows; those that the operator had killed stay down.
     */
    void startServerAgain();

    /** Drops the old cluster and starts one of 1 to 9 nodes, with ids from 1. */
    void start(int nodes);

    /** The same with or without two rules; clusters started later without a word follow it. */
    void start(int nodes, boolean preVote, boolean checkQuorum);

    /** Stops the nodes; their rows stay until the next start. */
    void stop();

    /**
     * Creates and starts one node more, of an id that none had before, which is in no configuration
     * of its own: it waits until it is made a learner or a voter.
     *
     * @return its id
     */
    int addNode();

    /** Ends a node that is in no configuration any longer, and drops its rows. */
    void removeNode(int node);

    /** Kills the server of a node as a power cut would; its own disk stays. */
    void killServer(int node);

    /** Starts the server of a node again, which recovers what its disk holds. */
    void startServer(int node);

    /** Lets every commit of a node's server wait so long, at most 100 ms; zero for not at all. */
    void slowDisk(int node, Duration wait);

    /**
     * Throws away what the disk of a node holds, and starts the node on an empty one. It has
     * forgotten its term, its votes and what it said it had, which is outside of what Raft bears
     * (section 5.2): what was committed with its help may be lost. Its leader goes by what it had;
     * the next one asks where its log ends, and sends all of it.
     */
    void wipe(int node);

    /** Kills a node: its connection dies in the middle of what it does. */
    void kill(int node);

    /** Starts a killed or failed node again on its rows. */
    void restart(int node);

    /** Freezes a node. */
    void pause(int node);

    /** Lets a frozen node go on. */
    void resume(int node);

    /** Makes a node's election timer fire now. */
    void timeOutNow(int node);

    /** Makes a node take a snapshot of what it has applied and compact its log. */
    void takeSnapshot(int node);

    /**
     * Hands any event to a node, which carries out the actions of the step.
     *
     * @param event an object with {@code type}; {@code at} is added where it is missing
     * @return the step's result
     * @throws LabException with the function's own words if it refused the event
     */
    JsonNode send(int node, JsonNode event);

    /**
     * Tells what a step would come to, and leaves no trace of it: nothing is committed, sent or
     * notified. It never keeps the node waiting.
     *
     * @param event an object with {@code type}; {@code at} is added where it is missing
     * @throws LabException with the function's own words if it would refuse the event, or if the
     *     node is in a step of its own
     */
    Preview preview(int node, JsonNode event);
  }

  /** The links between the nodes, and the messages on them. */
  interface Network {
    /** The rules of the directed links that have one. */
    SortedMap<Link, LinkRule> links();

    /** The groups of the running partition, in order; empty while there is none. */
    SortedMap<String, SortedSet<Integer>> partition();

    /**
     * Messages under way and those whose fate was known in the last second of real time, by number.
     */
    List<WireMessage> wire();

    /** What every link needs for a message, in laboratory time, before any rule. */
    Duration delay();

    /** Changes what every link needs; messages under way keep their time. */
    void delay(Duration delay);

    /** Sets the rule of one directed link. */
    void link(int from, int to, LinkRule rule);

    /** Cuts every link from and to these nodes, but not those among them. */
    void isolate(Set<Integer> nodes);

    /** Cuts every link between different groups; nodes in no group form one of their own. */
    void partition(SortedMap<String, SortedSet<Integer>> groups);

    /** Takes back every cut, delay and loss, and the partition. */
    void heal();

    /**
     * Sets the rules of some links at once, and which partition is said to run.
     *
     * @param partition its groups; empty for none
     */
    void set(SortedMap<Link, LinkRule> rules, SortedMap<String, SortedSet<Integer>> partition);

    /** Which messages stop on their links; empty where none does. */
    Optional<Hold> hold();

    /**
     * Lets messages stop on their links from now on, where they wait until something is done with
     * them; those that are under way stop as well. Timers wait too: the time stands still as soon
     * as one is held, and at once where everything stops.
     */
    void hold(Hold hold);

    /**
     * Lets no message stop any longer, and the time go on.
     *
     * @param deliver whether what is held arrives now, in order; else it is lost
     */
    void release(boolean deliver);

    /**
     * Does something with a message that is held; it keeps its number and its id.
     *
     * @param by how long it flies from now on, where it is delayed
     */
    void steer(long message, Steer act, Duration by);

    /**
     * Lets the message arrive that is held longest.
     *
     * @return its number
     */
    long deliverNext();
  }

  /** What the operator breaks for a while, and all that is broken. */
  interface Faults {
    /** Those that have begun and end by themselves, in the order in which they began. */
    List<TimedFault> timed();

    /** Begins a fault that stays until it is mended. */
    void begin(Fault fault);

    /**
     * Begins a fault that ends by itself.
     *
     * @param lasting in the laboratory's time, 10 ms to an hour
     */
    void begin(Fault fault, Duration lasting);

    /**
     * Ends one before its time.
     *
     * @throws LabException if it is over already
     */
    void end(long number);

    /**
     * Ends every fault there is: rules of links, the partition, held messages, which arrive,
     * processes and servers that are frozen or down, slow disks, clocks of nodes. A load, the
     * laboratory's speed and what every link takes are none.
     *
     * @return what it has ended
     */
    Deed.FaultsEnded endAll();
  }

  /** What the operator did, so far as it is remembered: a bounded number of acts. */
  interface Acts {
    /** What would be undone next; empty where nothing is left. */
    Optional<Deed> undoable();

    /** What would be done again next; empty where nothing is. */
    Optional<Deed> redoable();

    /** Sets what there was before the newest act that can be undone. */
    Undone undo();

    /** Does again what was undone last. */
    Undone redo();

    /**
     * What came of it.
     *
     * @param act which one was undone, or done again; empty where none was left
     * @param skipped newer ones that cannot be undone, or of which nothing is left
     */
    record Undone(Optional<Deed> act, List<Deed> skipped) {}
  }

  /** The laboratory's time: real time multiplied by a speed. */
  interface Time {
    /** Now; never goes back. */
    LabTime now();

    /** How much of it passes in a unit of real time, while not paused. */
    double speed();

    /** Whether it stands still. */
    boolean paused();

    /** Stops it. */
    void pause();

    /** Lets it go on. */
    void resume();

    /** Sets the speed, from {@link LabClock#SLOWEST} to {@link LabClock#FASTEST}. */
    void speed(double speed);

    /** Moves it forward at once; everything due on the way fires in order. */
    void advance(Duration by);

    /** Stops it if it runs, and moves it on to the next thing that happens. */
    void step();

    /**
     * Moves it on, without waiting for it, until something happens, and leaves it stopped.
     *
     * @param node whose step it is; 0 for any node's
     * @param goOn asked between alarms; false ends it
     * @return whether it has happened
     */
    boolean until(Until what, int node, BooleanSupplier goOn);

    /**
     * Whether every node has done what it was given and all of it was read, so that nothing changes
     * while the time stands still; true where that cannot be known.
     */
    boolean settled();
  }

  /** What a node's time does that the laboratory's does not. */
  interface Timers {
    /**
     * Lets the election timers of these nodes fire at one moment, soon and whatever they hear until
     * then: a split vote, unless one of them is quicker.
     */
    void align(Set<Integer> nodes);

    /**
     * Lets the election timers of these nodes fire one after the other, evenly within [t, 2t), as
     * long as no leader resets them.
     */
    void spread(Set<Integer> nodes);

    /** Lets the clock of a node run 0.25 to 4 times as fast as the laboratory's. */
    void clockRate(int node, double rate);

    /** Moves the clock of a node forward at once: its timers fire, and leases are over for it. */
    void jump(int node, Duration by);

    /**
     * Lets a node draw its election timeout from a range of its own, also when its process starts
     * again.
     *
     * @param range null for that of its cluster again
     */
    void electionRange(int node, OwnTime.@Nullable Range range);
  }

  /**
   * Clients with a session each. What they ask is on the tape in heaps ({@link
   * io.raftarium.record.Happening.Load}), every operation with its times, and not among the
   * operator's submissions.
   */
  interface Load {
    /** What runs; empty while nothing does. */
    Optional<LoadPlan> running();

    /** What the load came to that runs, or ran last. */
    LoadCount count();

    /** Lets clients ask from now on, until it is stopped or the cluster is. */
    void start(LoadPlan plan);

    /** Ends it. What its clients still wait for counts as unknown. */
    void stop();
  }

  /**
   * Asks the leader of the highest term, where nothing else is said. The futures always complete,
   * within the request's time limit; the newest state is also in {@link #submissions()}.
   */
  interface Client {
    /** What was asked of the cluster, newest first, a bounded number. */
    List<Submission> submissions();

    /** Sends a command to the leader, or to the node chosen. */
    CompletableFuture<Submission> submit(OptionalInt node, Command command);

    /**
     * Reads a key from the leader, or from the node chosen, linearizably: not from its rows alone
     * but after a round that proves that it leads.
     */
    CompletableFuture<Submission> read(OptionalInt node, String key);

    /** Hands the leadership over to a node. */
    CompletableFuture<Submission> transfer(int to);

    /**
     * Changes the configuration to these voters and learners, through a joint one; answered once
     * the final configuration is committed.
     */
    CompletableFuture<Submission> changeConfig(Set<Integer> voters, Set<Integer> learners);

    /** Changes the leader's configuration to one in which this node votes. */
    CompletableFuture<Submission> makeVoter(int node);

    /** Changes the leader's configuration to one in which this node learns. */
    CompletableFuture<Submission> makeLearner(int node);

    /** Changes the leader's configuration to one without this node. */
    CompletableFuture<Submission> leave(int node);
  }
}
