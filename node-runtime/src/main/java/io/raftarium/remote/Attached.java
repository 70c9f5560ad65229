package io.raftarium.remote;

import io.raftarium.database.ConnectionSource;
import io.raftarium.lab.FarLab;
import io.raftarium.lab.NodePrograms;
import io.raftarium.observe.SitesObserver;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.NodeDatabase;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import io.raftarium.time.LabClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Laboratories of clusters whose nodes are programs of their own. */
public final class Attached {
  private Attached() {}

  /**
   * Opens that of a cluster's file. It connects by itself to what can be reached, and goes on
   * trying with the rest.
   *
   * @param as the name of the operator's certificate, where the cluster has certificates
   * @throws SiteException if the certificate or a password cannot be used
   */
  public static FarLab open(ClusterFile cluster, String as, Passwords passwords)
      throws SiteException {
    return open(cluster, as, passwords, "attached", null);
  }

  static FarLab open(
      ClusterFile cluster,
      String as,
      Passwords passwords,
      String whereabouts,
      @Nullable NodePrograms programs)
      throws SiteException {
    LabClock clock = new LabClock();
    List<SitesObserver.Site> sites = sites(cluster, passwords);
    RemoteNodes nodes;
    try {
      nodes = new RemoteNodes(cluster, as, clock);
    } catch (SiteException e) {
      clock.close();
      throw e;
    }
    String databases = sites.size() == 1 ? "1 database" : sites.size() + " databases";
    return new FarLab(
        new FarLab.Place(cluster.name(), whereabouts, databases, cluster.path()),
        sites,
        nodes,
        programs,
        clock);
  }

  /** Each database once, whichever of its nodes' logins reads it. */
  private static List<SitesObserver.Site> sites(ClusterFile cluster, Passwords passwords)
      throws SiteException {
    Map<String, ConnectionSource> sources = new LinkedHashMap<>();
    Map<String, TreeSet<Integer>> nodes = new LinkedHashMap<>();
    for (ClusterFile.Member member : cluster.members().values()) {
      String url = member.database().url();
      nodes.computeIfAbsent(url, _ -> new TreeSet<>()).add(member.id());
      if (!sources.containsKey(url)) {
        sources.put(url, new NodeDatabase(member, passwords.of(member)));
      }
    }
    List<SitesObserver.Site> sites = new ArrayList<>();
    sources.forEach((url, source) ->
        sites.add(new SitesObserver.Site(source, nodes.getOrDefault(url, new TreeSet<>()))));
    return sites;
  }
}
