package dev.castellan.process.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.castellan.process.smartobjects.Catalogue;
import dev.castellan.web.sse.EventStreams;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Streams of what happens in executions. */
@ApplicationScoped
class ExecutionStreams {

  private final EventStreams streams;
  private final ExecutionStore store;
  private final ExecutionWatch watch;
  private final Catalogue catalogue;
  private final ObjectWriter json;

  ExecutionStreams(
      EventStreams streams,
      ExecutionStore store,
      ExecutionWatch watch,
      Catalogue catalogue,
      ObjectMapper mapper) {
    this.streams = streams;
    this.store = store;
    this.watch = watch;
    this.catalogue = catalogue;
    this.json = mapper.writer();
  }

  /**
   * @param lastEventId number of the last event that the client has seen; anything else starts from
   *     the beginning
   */
  Multi<OutboundSseEvent> open(UUID execution, String lastEventId) {
    return streams.open(
        new ExecutionFeed(execution, number(lastEventId), watch, this::history, json));
  }

  private Optional<List<HistoryEvent>> history(UUID execution) {
    return store.find(execution).map(found -> ExecutionHistory.of(found, catalogue::describe));
  }

  private static int number(String lastEventId) {
    boolean wellFormed = lastEventId != null && lastEventId.matches("\\d{1,9}");
    return wellFormed ? Integer.parseInt(lastEventId) : 0;
  }
}
