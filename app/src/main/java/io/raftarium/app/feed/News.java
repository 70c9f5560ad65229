package io.raftarium.app.feed;

import io.raftarium.app.feed.NewsItem.Done;
import io.raftarium.app.feed.NewsItem.NewCluster;
import io.raftarium.app.feed.NewsItem.Step;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.ClusterView;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what is new in each moment: every journalled step and every event once, in order of time.
 */
public final class News {
  private final Map<Integer, Long> versions = new HashMap<>();
  private long lastEvent = -1;
  private long lastView = -1;
  private int lastEvents = -1;

  /** What happened since the last call; empty at once where the moment has nothing new. */
  public List<NewsItem> since(Moment moment) {
    ClusterView view = moment.view();
    if (view.number() == lastView && moment.events().size() == lastEvents && !newEvent(moment)) {
      return List.of();
    }
    lastView = view.number();
    lastEvents = moment.events().size();
    List<NewsItem> news = new ArrayList<>();
    for (LabEvent event : moment.events()) {
      if (event.number() > lastEvent) {
        lastEvent = event.number();
        news.add(new Done(event));
      }
    }
    addSteps(view, news);
    return news;
  }

  /** The steps that rows tell of and that were not told yet, in order of time. */
  public List<NewsItem> rows(ClusterView view) {
    List<NewsItem> news = new ArrayList<>();
    addSteps(view, news);
    return news;
  }

  private void addSteps(ClusterView view, List<NewsItem> news) {
    boolean replaced = replaced(view);
    if (replaced) {
      versions.clear();
    }
    for (JournalEntry entry : view.journal()) {
      if (entry.version() > versions.getOrDefault(entry.nodeId(), 0L)) {
        versions.put(entry.nodeId(), entry.version());
        news.add(new Step(entry));
      }
    }
    news.sort(Comparator.comparing(NewsItem::at));
    if (replaced) {
      news.addFirst(new NewCluster(news.isEmpty() ? view.at() : news.getFirst().at()));
    }
  }

  private boolean newEvent(Moment moment) {
    return !moment.events().isEmpty() && moment.events().getLast().number() > lastEvent;
  }

  /** Versions only rise in one cluster's life. */
  private boolean replaced(ClusterView view) {
    for (NodeView node : view.nodes().values()) {
      if (node.version() < versions.getOrDefault(node.id(), 0L)) {
        return true;
      }
    }
    return false;
  }
}
