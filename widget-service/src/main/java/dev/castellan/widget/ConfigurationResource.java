package dev.castellan.widget;

import dev.castellan.web.envelope.Answer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What widgets can be made of. */
@Path("/configurations/widget")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Widgets")
class ConfigurationResource {

  private static final ConfigurationView ALL =
      new ConfigurationView(new ConfigurationView.Contents(ContentType.views()));

  /** Everything that can be chosen. */
  record ConfigurationView(Contents contents) {

    /** What can be chosen for contents. */
    record Contents(List<ContentType.View> types) {}
  }

  @GET
  @Operation(summary = "List the types of contents")
  public Answer<ConfigurationView> get() {
    return Answer.ok(ALL);
  }
}
