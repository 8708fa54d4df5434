package dev.castellan.widget;

import dev.castellan.web.security.CurrentCaller;
import dev.castellan.web.sse.EventStreams;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Widgets that are watched. */
@Path("/widgets/{idWidget}/stream")
@RunOnVirtualThread
@Tag(name = "Widgets")
class StreamResource {

  private final WidgetReader reader;
  private final Evaluation evaluation;
  private final WidgetViews views;
  private final OpenFeeds feeds;
  private final EventStreams streams;
  private final CurrentCaller caller;
  private final WidgetNews news;
  private final Room room;

  StreamResource(
      WidgetReader reader,
      Evaluation evaluation,
      WidgetViews views,
      OpenFeeds feeds,
      EventStreams streams,
      CurrentCaller caller,
      WidgetNews news,
      Room room) {
    this.reader = reader;
    this.evaluation = evaluation;
    this.views = views;
    this.feeds = feeds;
    this.streams = streams;
    this.caller = caller;
    this.news = news;
    this.room = room;
  }

  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Watch one widget",
      description =
          """
          Server-sent events. `snapshot` first and after each edit: the widget as GET answers it. `changed`: \
          `{id, version, contents: [{id, content}], errors}` with the contents that have changed. `deleted` \
          ends the stream, as do `unauthenticated` (the token has expired or was revoked) and `forbidden` \
          (the grant of this path was taken away). With `Last-Event-ID` the snapshot is left out when the \
          client has it already.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING)))
  public Multi<OutboundSseEvent> stream(
      @PathParam("idWidget") String idWidget, @HeaderParam("Last-Event-ID") String lastEventId) {
    Widget widget = reader.find(PathIds.widget(idWidget));
    return streams.open(
        new WidgetFeed(
            widget, caller.get(), lastEventId, reader, evaluation, views, feeds, news, room));
  }
}
