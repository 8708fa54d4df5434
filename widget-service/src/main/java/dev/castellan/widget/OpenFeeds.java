package dev.castellan.widget;

import dev.castellan.widget.smartobjects.SmartobjectNews;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The feeds of open streams, found by what concerns them. */
@ApplicationScoped
class OpenFeeds {

  private final Map<Long, Set<WidgetFeed>> byWidget = new ConcurrentHashMap<>();
  private final Map<Long, Set<WidgetFeed>> byObject = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(
          1, work -> Thread.ofPlatform().daemon().name("widget-alarms").unstarted(work));

  OpenFeeds() {
    alarms.setRemoveOnCancelPolicy(true);
  }

  @PreDestroy
  void close() {
    alarms.shutdownNow();
  }

  void add(WidgetFeed feed) {
    put(byWidget, feed.widgetId(), feed);
  }

  void remove(WidgetFeed feed) {
    take(byWidget, feed.widgetId(), feed);
    feed.objects().forEach(each -> take(byObject, each, feed));
  }

  void follow(WidgetFeed feed, Set<Long> before, Set<Long> now) {
    now.forEach(each -> put(byObject, each, feed));
    before.stream().filter(each -> !now.contains(each)).forEach(each -> take(byObject, each, feed));
  }

  ScheduledFuture<?> wakeIn(long nanos, Runnable wake) {
    return alarms.schedule(wake, nanos, TimeUnit.NANOSECONDS);
  }

  void heard(@Observes SmartobjectNews news) {
    tell(byObject.get(news.id()), WidgetFeed::stir);
  }

  void edited(long widgetId) {
    tell(byWidget.get(widgetId), WidgetFeed::reread);
  }

  /** Edits may have been missed. */
  void rereadAll() {
    byWidget.values().forEach(each -> tell(each, WidgetFeed::reread));
  }

  private static void tell(Set<WidgetFeed> feeds, Consumer<WidgetFeed> what) {
    if (feeds != null) {
      feeds.forEach(what);
    }
  }

  private static void put(Map<Long, Set<WidgetFeed>> index, Long id, WidgetFeed feed) {
    index.compute(
        id,
        (key, known) -> {
          Set<WidgetFeed> feeds = known == null ? ConcurrentHashMap.newKeySet() : known;
          feeds.add(feed);
          return feeds;
        });
  }

  private static void take(Map<Long, Set<WidgetFeed>> index, Long id, WidgetFeed feed) {
    index.computeIfPresent(
        id,
        (key, feeds) -> {
          feeds.remove(feed);
          return feeds.isEmpty() ? null : feeds;
        });
  }
}
