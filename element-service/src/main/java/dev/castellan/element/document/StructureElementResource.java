package dev.castellan.element.document;

import dev.castellan.messaging.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

@Path("/api/v2/smart-structures/{family}/smart-elements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Smart elements of a structure")
class StructureElementResource {

  private final ElementAnswers answers;
  private final ElementLists lists;
  private final Viewers viewers;
  private final Bodies bodies;

  StructureElementResource(
      ElementAnswers answers, ElementLists lists, Viewers viewers, Bodies bodies) {
    this.answers = answers;
    this.lists = lists;
    this.viewers = viewers;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "List the elements of a structure and of those that extend it")
  public RestResponse<ElementAnswer<ElementList>> list(
      @PathParam("family") String family, @BeanParam ListRequest asked) {
    return lists.ofStructure(family, asked, viewers.current());
  }

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Make an element",
      description = "Fields that are not sent begin with the defaults of the structure.")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ElementRequest.class)))
  public RestResponse<ElementAnswer<DocumentData>> post(
      @PathParam("family") String family, InputStream body) {
    return answers.create(family, bodies.json(body));
  }

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<DocumentData>> postForm(
      @PathParam("family") String family, MultivaluedMap<String, String> form) {
    return answers.create(family, bodies.form(form));
  }

  @POST
  @Idempotent
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<DocumentData>> postFiles(
      @PathParam("family") String family, MultipartFormDataInput form) {
    return answers.create(family, bodies.multipart(form, answers.creator(family)));
  }

  @GET
  @Path("/{docid}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_XML, MediaType.APPLICATION_XML})
  @Operation(summary = "Read the latest revision of an element of this structure")
  public RestResponse<Object> get(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      @Parameter(description = ElementResource.FIELDS) @QueryParam("fields") String fields) {
    return answers.get(Place.inStructure(family, DocRef.of(docid)), fields);
  }

  @PUT
  @Path("/{docid}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Edit the latest revision of an element of this structure")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ElementRequest.class)))
  public RestResponse<ElementAnswer<DocumentData>> put(
      @PathParam("family") String family, @PathParam("docid") String docid, InputStream body) {
    return answers.update(Place.inStructure(family, DocRef.ofJson(docid)), () -> bodies.json(body));
  }

  @PUT
  @Path("/{docid}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<DocumentData>> putForm(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      MultivaluedMap<String, String> form) {
    return answers.update(Place.inStructure(family, DocRef.ofJson(docid)), () -> bodies.form(form));
  }

  @PUT
  @Path("/{docid}")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<DocumentData>> putFiles(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      MultipartFormDataInput form) {
    Place place = Place.inStructure(family, DocRef.ofJson(docid));
    return answers.update(place, () -> bodies.multipart(form, answers.editor(place)));
  }

  @DELETE
  @Path("/{docid}")
  @Operation(summary = "Put an element of this structure with all its revisions into the trash")
  public ElementAnswer<DocumentData> delete(
      @PathParam("family") String family, @PathParam("docid") String docid) {
    return answers.delete(Place.inStructure(family, DocRef.ofJson(docid)));
  }
}
