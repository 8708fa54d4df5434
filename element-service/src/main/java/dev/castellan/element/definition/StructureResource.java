package dev.castellan.element.definition;

import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.DocumentData;
import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.ElementAnswers;
import dev.castellan.element.document.ElementList;
import dev.castellan.element.document.ElementLists;
import dev.castellan.element.document.ListRequest;
import dev.castellan.element.document.Viewers;
import dev.castellan.messaging.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v2/smart-structures")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Smart structures")
class StructureResource {

  private final StructureService service;
  private final ElementAnswers answers;
  private final ElementLists lists;
  private final Viewers viewers;

  StructureResource(
      StructureService service, ElementAnswers answers, ElementLists lists, Viewers viewers) {
    this.service = service;
    this.answers = answers;
    this.lists = lists;
    this.viewers = viewers;
  }

  @GET
  @Operation(summary = "List the structures, in slices")
  public RestResponse<ElementAnswer<ElementList>> list(@BeanParam ListRequest asked) {
    return lists.structures(asked, viewers.current());
  }

  @GET
  @Path("/{family}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_XML, MediaType.APPLICATION_XML})
  @Operation(
      summary = "Read a structure",
      description =
          "`.json` may follow its name; `.xml` asks for XML, `.xsd` for the XML schema"
              + " of its elements.")
  public RestResponse<Object> get(
      @PathParam("family") String family,
      @Parameter(
              description =
                  "`document.properties`, `family.structure`; for admin `family.definition`")
          @QueryParam("fields")
          String fields) {
    return answers.structure(DocRef.of(family), fields);
  }

  @POST
  @Idempotent
  @Operation(summary = "Make a structure")
  public RestResponse<ElementAnswer<DocumentData>> post(StructureRequest request) {
    service.create(request, viewers.current());
    return answers.structureMade(request.name());
  }

  @PUT
  @Path("/{family}")
  @Operation(
      summary = "Give a structure another definition",
      description =
          "Fields that are not sent are gone; one sent under another id with its `key`"
              + " is renamed, and elements keep its values.")
  public RestResponse<ElementAnswer<DocumentData>> put(
      @PathParam("family") String family, StructureRequest request) {
    DocRef ref = DocRef.ofJson(family);
    service.update(ref.text(), request, viewers.current());
    return answers.structureChanged(ref.text());
  }
}
