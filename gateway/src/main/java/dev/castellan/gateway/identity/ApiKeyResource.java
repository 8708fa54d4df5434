package dev.castellan.gateway.identity;

import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.request.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** API keys; for administrators. */
@Path("apikeys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "apikeys")
class ApiKeyResource {

  private final ApiKeyService keys;
  private final ApiKeyReader reader;

  ApiKeyResource(ApiKeyService keys, ApiKeyReader reader) {
    this.keys = keys;
    this.reader = reader;
  }

  @GET
  @Operation(summary = "All API keys, without the keys themselves")
  public RestResponse<Answer<List<ApiKeyView>>> list(@BeanParam ListParameters asked) {
    return reader.list(asked).answer();
  }

  @POST
  @Operation(
      summary = "Make an API key for a user; the answer is the only one that shows it",
      description = "Programs send it as X-API-Key and may do what the user may do.")
  public RestResponse<Answer<ApiKeyView>> create(ApiKeyRequest request) {
    ApiKeyView made = keys.create(request);
    RestResponse<Answer<ApiKeyView>> answer = Located.created("/apikeys/" + made.id(), made);
    answer.getHeaders().putSingle("Cache-Control", "no-store");
    return answer;
  }

  @GET
  @Path("{idKey}")
  @Operation(summary = "One API key, without the key itself")
  public Answer<ApiKeyView> get(@PathParam("idKey") String idKey) {
    return Answer.ok(keys.one(id(idKey)));
  }

  @DELETE
  @Path("{idKey}")
  @Operation(summary = "Void an API key at once, with every token it was swapped for")
  public Answer<Void> delete(@PathParam("idKey") String idKey) {
    keys.delete(id(idKey));
    return Answer.ok();
  }

  private static long id(String text) {
    return Parameters.id(text, ErrorCode.API_KEY_NOT_FOUND);
  }
}
