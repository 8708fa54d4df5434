package dev.castellan.widget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.Caller;
import dev.castellan.web.etag.EntityTag;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.sse.EventFeed;
import dev.castellan.web.sse.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.IntStream;

/**
 * Tells one viewer what becomes of a widget: the whole first and after each edit, then the contents
 * whose values have changed. The id of an event names the state after it, whichever replica told
 * it.
 */
final class WidgetFeed implements EventFeed {

  /** Who has not heard of an edit notices it by then. */
  private static final long RELOAD_NANOS = 10_000_000_000L;

  /** Whatever cannot be asked at the moment is not asked without a break. */
  private static final long SHORTEST_REST_NANOS = 100_000_000L;

  private final Caller viewer;
  private final String lastEventId;
  private final WidgetReader reader;
  private final Evaluation evaluation;
  private final WidgetViews views;
  private final OpenFeeds feeds;
  private final ObjectMapper mapper;
  private Widget widget;
  private WidgetView shown;
  private long loadedAt = System.nanoTime();
  private Runnable wake;
  private ScheduledFuture<?> alarm;
  private Set<Long> objects = Set.of();
  private volatile boolean edited;
  private boolean over;
  private boolean closed;

  WidgetFeed(
      Widget widget,
      Caller viewer,
      String lastEventId,
      WidgetReader reader,
      Evaluation evaluation,
      WidgetViews views,
      OpenFeeds feeds,
      ObjectMapper mapper) {
    this.widget = widget;
    this.viewer = viewer;
    this.lastEventId = lastEventId;
    this.reader = reader;
    this.evaluation = evaluation;
    this.views = views;
    this.feeds = feeds;
    this.mapper = mapper;
  }

  private record Changes(
      long id, long version, List<ChangedContent> contents, List<Omission> errors) {}

  private record ChangedContent(long id, String content) {}

  @Override
  public void opened(Runnable call) {
    wake = call;
    feeds.add(this);
  }

  @Override
  public List<StreamEvent> next() {
    if (!reload()) {
      over = true;
      return List.of(new StreamEvent(null, "deleted", "{\"id\":" + widget.id() + "}"));
    }
    WidgetView before = shown;
    follow();
    shown =
        before == null
            ? reader.show(widget, viewer)
            : views.show(
                widget, viewer, (source, question) -> evaluation.latest(source, question, viewer));
    rest();
    if (shown.equals(before)) {
      return List.of();
    }
    String id = id();
    if (before == null && id.equals(lastEventId)) {
      return List.of();
    }
    boolean onlyValues =
        before != null
            && before.version() == shown.version()
            && before.sources().equals(shown.sources());
    return List.of(
        onlyValues
            ? new StreamEvent(id, "changed", text(json(changes(before))))
            : new StreamEvent(id, "snapshot", text(json(shown))));
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public synchronized void closed() {
    closed = true;
    feeds.remove(this);
    if (alarm != null) {
      alarm.cancel(false);
    }
  }

  long widgetId() {
    return widget.id();
  }

  /** Objects whose news may change what is shown. */
  synchronized Set<Long> objects() {
    return objects;
  }

  /** Something may be shown differently. */
  void stir() {
    wake.run();
  }

  /** The widget itself may have changed. */
  void reread() {
    edited = true;
    wake.run();
  }

  /** Whether the widget is still there. */
  private boolean reload() {
    if (!edited && System.nanoTime() - loadedAt < RELOAD_NANOS) {
      return true;
    }
    edited = false;
    loadedAt = System.nanoTime();
    try {
      widget = reader.find(widget.id());
      return true;
    } catch (ServiceException gone) {
      return false;
    } catch (IllegalStateException e) {
      // The database is away; what is known of the widget is good enough until it is back.
      return true;
    }
  }

  /** Hears of the objects that the sources ask now. */
  private synchronized void follow() {
    Set<Long> now = evaluation.objects(widget);
    if (!closed && !now.equals(objects)) {
      feeds.follow(this, objects, now);
      objects = now;
    }
  }

  /** Until somebody calls, or a value gets too old. */
  private synchronized void rest() {
    if (alarm != null) {
      alarm.cancel(false);
    }
    if (!closed) {
      long nanos = evaluation.goodFor(widget, viewer).toNanos();
      alarm = feeds.wakeIn(Math.clamp(nanos, SHORTEST_REST_NANOS, RELOAD_NANOS), wake);
    }
  }

  private Changes changes(WidgetView before) {
    List<ContentView> contents = shown.contents();
    return new Changes(
        shown.id(),
        shown.version(),
        IntStream.range(0, contents.size())
            .filter(i -> !contents.get(i).equals(before.contents().get(i)))
            .mapToObj(contents::get)
            .map(each -> new ChangedContent(each.id(), each.content()))
            .toList(),
        shown.errors());
  }

  private String id() {
    return EntityTag.of(shown.version(), json(shown)).opaque();
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
