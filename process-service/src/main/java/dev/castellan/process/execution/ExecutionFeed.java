package dev.castellan.process.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.castellan.web.sse.EventFeed;
import dev.castellan.web.sse.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Tells one client what happens in one execution; ends with it. */
final class ExecutionFeed implements EventFeed {

  private final UUID id;
  private final ExecutionWatch watch;
  private final Function<UUID, Optional<List<HistoryEvent>>> history;
  private final ObjectWriter json;
  private int told;
  private boolean over;
  private Runnable wake;

  /**
   * @param told how many events the client knows already
   * @param history all events of an execution; empty when there is no such execution any more
   */
  ExecutionFeed(
      UUID id,
      int told,
      ExecutionWatch watch,
      Function<UUID, Optional<List<HistoryEvent>>> history,
      ObjectWriter json) {
    this.id = id;
    this.told = told;
    this.watch = watch;
    this.history = history;
    this.json = json;
  }

  @Override
  public void opened(Runnable call) {
    wake = call;
    watch.watch(id, call);
  }

  @Override
  public List<StreamEvent> next() {
    List<HistoryEvent> all = history.apply(id).orElse(List.of());
    List<StreamEvent> news = new ArrayList<>();
    for (; told < all.size(); told++) {
      news.add(event(told + 1, all.get(told)));
    }
    over = all.isEmpty() || "ended".equals(all.getLast().name());
    return news;
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public void closed() {
    watch.forget(id, wake);
  }

  private StreamEvent event(int number, HistoryEvent event) {
    try {
      return new StreamEvent(
          Integer.toString(number), event.name(), json.writeValueAsString(event));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event cannot be written", e);
    }
  }
}
