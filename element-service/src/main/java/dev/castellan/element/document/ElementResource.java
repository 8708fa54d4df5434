package dev.castellan.element.document;

import dev.castellan.web.request.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

@Path("/api/v2/smart-elements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Smart elements")
class ElementResource {

  static final String FIELDS =
      "`document.properties`, `document.properties.<name>`, `document.attributes`,"
          + " `document.attributes.<field>`, `family.structure`, comma between";

  private final ElementAnswers answers;
  private final ElementLists lists;
  private final Viewers viewers;
  private final Bodies bodies;

  ElementResource(ElementAnswers answers, ElementLists lists, Viewers viewers, Bodies bodies) {
    this.answers = answers;
    this.lists = lists;
    this.viewers = viewers;
    this.bodies = bodies;
  }

  @GET
  @Operation(summary = "List the latest revision of every element, in slices")
  public RestResponse<ElementAnswer<ElementList>> list(@BeanParam ListRequest asked) {
    return lists.all(asked, viewers.current());
  }

  @GET
  @Path("/{docid}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_XML, MediaType.APPLICATION_XML})
  @Operation(
      summary = "Read the latest revision of an element",
      description =
          "By initid, id of any revision or logical name; `.json` may follow, `.xml` asks for XML.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = DocumentAnswer.class)),
        @Content(mediaType = MediaType.TEXT_XML, schema = @Schema(implementation = String.class))
      })
  public RestResponse<Object> get(
      @PathParam("docid") String docid,
      @Parameter(description = FIELDS) @QueryParam("fields") String fields,
      @Parameter(
              description = "Whether to read it in the trash too",
              schema = @Schema(type = SchemaType.BOOLEAN))
          @QueryParam("useTrash")
          String useTrash) {
    Place place = Place.element(DocRef.of(docid));
    boolean anywhere = useTrash != null && Parameters.truth("useTrash", useTrash);
    return answers.get(anywhere ? place.deletedOrNot() : place, fields);
  }

  @PUT
  @Path("/{docid}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Edit the latest revision of an element",
      description = "Only the fields that are sent are written; null or an empty text clears one.")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ElementRequest.class)))
  public RestResponse<ElementAnswer<DocumentData>> put(
      @PathParam("docid") String docid, InputStream body) {
    return answers.update(Place.element(DocRef.ofJson(docid)), () -> bodies.json(body));
  }

  @PUT
  @Path("/{docid}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<DocumentData>> putForm(
      @PathParam("docid") String docid, MultivaluedMap<String, String> form) {
    return answers.update(Place.element(DocRef.ofJson(docid)), () -> bodies.form(form));
  }

  @PUT
  @Path("/{docid}")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<DocumentData>> putFiles(
      @PathParam("docid") String docid, MultipartFormDataInput form) {
    Place place = Place.element(DocRef.ofJson(docid));
    return answers.update(place, () -> bodies.multipart(form, answers.editor(place)));
  }

  @DELETE
  @Path("/{docid}")
  @Operation(summary = "Put an element with all its revisions into the trash")
  public ElementAnswer<DocumentData> delete(@PathParam("docid") String docid) {
    return answers.delete(Place.element(DocRef.ofJson(docid)));
  }

  /** Names the answer about one element for the API description. */
  @Schema(name = "ElementDocumentAnswer")
  record DocumentAnswer(boolean success, DocumentData data) {}
}
