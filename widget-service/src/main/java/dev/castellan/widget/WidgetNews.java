package dev.castellan.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.web.sse.StreamEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;

/** What streams tell; made once for all who watch the same widget with the same eyes. */
@ApplicationScoped
class WidgetNews {

  /** Characters that are kept; most streams take an event at the same moment. */
  private static final long CACHE_WEIGHT = Runtime.getRuntime().maxMemory() / 64;

  private static final int CHARGE = 256;

  private final WidgetJson json;

  /** Weak keys are compared by identity. */
  private final Cache<WidgetView, Step> steps =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(CACHE_WEIGHT)
          .weigher((WidgetView view, Step its) -> its.event.data().length() + CHARGE)
          .build();

  WidgetNews(WidgetJson json) {
    this.json = json;
  }

  /** What leads from the state with one id to another. */
  private record Step(String from, StreamEvent event) {}

  private record Changes(
      long id, long version, List<ChangedContent> contents, List<Omission> errors) {}

  private record ChangedContent(long id, String content) {}

  /** Id of the state that a view shows, whichever replica makes it. */
  String id(WidgetView view) {
    return json.of(view).tag();
  }

  /** The whole. */
  StreamEvent snapshot(WidgetView view) {
    return new StreamEvent(id(view), "snapshot", json.of(view).text());
  }

  /** What has changed; the whole when more than values has. */
  StreamEvent step(WidgetView before, WidgetView now) {
    boolean onlyValues =
        before.version() == now.version() && before.sources().equals(now.sources());
    if (!onlyValues) {
      return snapshot(now);
    }
    String from = id(before);
    Step known = steps.getIfPresent(now);
    if (known == null || !known.from.equals(from)) {
      known = new Step(from, new StreamEvent(id(now), "changed", json.text(changes(before, now))));
      steps.put(now, known);
    }
    return known.event;
  }

  private static Changes changes(WidgetView before, WidgetView now) {
    List<ContentView> contents = now.contents();
    return new Changes(
        now.id(),
        now.version(),
        IntStream.range(0, contents.size())
            .filter(i -> !contents.get(i).equals(before.contents().get(i)))
            .mapToObj(contents::get)
            .map(each -> new ChangedContent(each.id(), each.content()))
            .toList(),
        now.errors());
  }
}
