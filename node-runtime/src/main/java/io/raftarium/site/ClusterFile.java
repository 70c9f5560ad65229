package io.raftarium.site;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster as its file tells: who its nodes are and where.
 *
 * @param path of the file; what it names is found beside it
 * @param name by which its programs know each other
 * @param options of {@code raft.create_node}, for nodes that are created by it
 * @param certificates the folder of its certificates; null where its nodes talk in plain text, on
 *     one machine
 * @param members by id
 */
public record ClusterFile(
    Path path,
    String name,
    ObjectNode options,
    @Nullable Path certificates,
    SortedMap<Integer, Member> members) {
  /**
   * One node.
   *
   * @param address where its process listens
   * @param monitor where it answers those who watch over it; null for nowhere
   * @param voter whether it is a voter of the cluster's first configuration
   */
  public record Member(
      int id, Address address, @Nullable Address monitor, Database database, boolean voter) {}

  /** A host and a port. */
  public record Address(String host, int port) {
    /** Whether nobody outside of this machine gets there. */
    public boolean loopback() {
      return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * A node's database.
   *
   * @param url a {@code jdbc:postgresql:} URL without user and password
   * @param user the node's own login
   * @param passwordFile holds its password; null where the environment does
   */
  public record Database(String url, String user, @Nullable Path passwordFile) {}

  /** The ids of the first configuration's voters. */
  public TreeSet<Integer> voters() {
    TreeSet<Integer> voters = new TreeSet<>();
    members.values().stream().filter(Member::voter).forEach(member -> voters.add(member.id()));
    return voters;
  }
}
