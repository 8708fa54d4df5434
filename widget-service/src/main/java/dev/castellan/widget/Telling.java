package dev.castellan.widget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.web.etag.EntityTag;
import dev.castellan.web.sse.StreamEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts views into the words of streams. Many streams go from one view to the same next one; that is
 * put into words once.
 */
@ApplicationScoped
class Telling {

  private static final long MOST_VIEWS = 10_000;

  private final ObjectMapper mapper;

  /** Weak keys are compared by identity. */
  private final Cache<WidgetView, Words> words =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST_VIEWS).build();

  Telling(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  private record Changes(
      long id, long version, List<ChangedContent> contents, List<Omission> errors) {}

  private record ChangedContent(long id, String content) {}

  /** What has been said of a view. */
  private static final class Words {

    private final String id;
    private volatile Step step;

    private Words(String id) {
      this.id = id;
    }
  }

  /** How a view followed another. */
  private record Step(WidgetView before, StreamEvent event) {}

  /** Name of the state that a view shows, the same on every replica. */
  String id(WidgetView view) {
    return of(view).id;
  }

  /** The whole. */
  StreamEvent snapshot(WidgetView view) {
    return new StreamEvent(id(view), "snapshot", text(json(view)));
  }

  /** What has changed; the whole when it was more than values. */
  StreamEvent step(WidgetView before, WidgetView now) {
    Words said = of(now);
    Step step = said.step;
    if (step == null || step.before() != before) {
      boolean onlyValues =
          before.version() == now.version() && before.sources().equals(now.sources());
      step =
          new Step(
              before,
              onlyValues
                  ? new StreamEvent(said.id, "changed", text(json(changes(before, now))))
                  : snapshot(now));
      said.step = step;
    }
    return step.event();
  }

  private Words of(WidgetView view) {
    return words.get(view, any -> new Words(EntityTag.of(view.version(), json(view)).opaque()));
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

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private byte[] json(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }
}
