package dev.castellan.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.sse.EventFeed;
import dev.castellan.web.sse.StreamEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;

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
  private final WidgetNews news;
  private final Room room;
  private Widget widget;
  private WidgetView shown;
  private long loadedAt = System.nanoTime();
  private Runnable wake;
  private ScheduledFuture<?> alarm;
  private Set<Long> objects = Set.of();
  private volatile boolean edited;
  private boolean over;
  private long taken;
  private boolean closed;

  WidgetFeed(
      Widget widget,
      Caller viewer,
      String lastEventId,
      WidgetReader reader,
      Evaluation evaluation,
      WidgetViews views,
      OpenFeeds feeds,
      WidgetNews news,
      Room room) {
    this.widget = widget;
    this.viewer = viewer;
    this.lastEventId = lastEventId;
    this.reader = reader;
    this.evaluation = evaluation;
    this.views = views;
    this.feeds = feeds;
    this.news = news;
    this.room = room;
  }

  @Override
  public void opened(Runnable call) {
    wake = call;
    feeds.add(this);
  }

  @Override
  public List<StreamEvent> next() {
    // Who is asked again has taken all that was told before.
    giveBack();
    if (!reload()) {
      over = true;
      return List.of(new StreamEvent(null, "deleted", "{\"id\":" + widget.id() + "}"));
    }
    follow();
    WidgetView now = shown == null ? reader.show(widget, viewer) : views.latest(widget, viewer);
    List<StreamEvent> events = events(now);
    boolean fits = events.isEmpty() || take(events.get(0).data().length());
    if (fits) {
      shown = now;
    }
    rest(fits);
    return fits ? events : List.of();
  }

  private List<StreamEvent> events(WidgetView now) {
    if (shown == null) {
      return news.id(now).equals(lastEventId) ? List.of() : List.of(news.snapshot(now));
    }
    return now == shown || now.equals(shown) ? List.of() : List.of(news.step(shown, now));
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public synchronized void closed() {
    closed = true;
    giveBack();
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

  /** Room for an event until the client has taken it; few clients at once get large ones. */
  private synchronized boolean take(long characters) {
    if (closed || !room.take(characters)) {
      return false;
    }
    taken = characters;
    return true;
  }

  private synchronized void giveBack() {
    room.giveBack(taken);
    taken = 0;
  }

  /**
   * Until somebody calls, or a value gets too old.
   *
   * @param done false when there is something to do again soon
   */
  private synchronized void rest(boolean done) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    if (!closed) {
      boolean soon = !done || taken > Room.UNCOUNTED;
      long nanos = soon ? 0 : evaluation.goodFor(widget, viewer).toNanos();
      alarm = feeds.wakeIn(Math.clamp(nanos, SHORTEST_REST_NANOS, RELOAD_NANOS), wake);
    }
  }
}
