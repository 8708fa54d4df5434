package dev.castellan.element.lineage;

import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.DocumentData;
import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.ElementAnswers;
import dev.castellan.element.document.ElementList;
import dev.castellan.element.document.ElementLists;
import dev.castellan.element.document.ListRequest;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Viewers;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v2/trash")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Trash")
class TrashResource {

  private final LineageService service;
  private final ElementAnswers answers;
  private final ElementLists lists;
  private final Viewers viewers;

  TrashResource(
      LineageService service, ElementAnswers answers, ElementLists lists, Viewers viewers) {
    this.service = service;
    this.answers = answers;
    this.lists = lists;
    this.viewers = viewers;
  }

  @GET
  @Operation(summary = "List the elements in the trash, in slices")
  public RestResponse<ElementAnswer<ElementList>> list(@BeanParam ListRequest asked) {
    return lists.trash(asked, viewers.current());
  }

  @GET
  @Path("/{docid}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_XML, MediaType.APPLICATION_XML})
  @Operation(summary = "Read an element in the trash")
  public RestResponse<Object> get(
      @PathParam("docid") String docid, @QueryParam("fields") String fields) {
    return answers.get(Place.inTrash(DocRef.of(docid)), fields);
  }

  @PUT
  @Path("/{docid}")
  @Operation(
      summary = "Take an element with all its revisions out of the trash",
      description = "The body says `{\"document\":{\"properties\":{\"status\":\"alive\"}}}`.")
  public ElementAnswer<DocumentData> put(@PathParam("docid") String docid, TrashRequest request) {
    long begun = System.nanoTime();
    if (!request.restores()) {
      throw new ServiceException(ErrorCode.ELEMENT_TRASH_EDIT);
    }
    Place place = Place.inTrash(DocRef.ofJson(docid));
    return ElementAnswer.of(
        DocumentData.timed(
            ElementAnswers.document(service.restore(place, viewers.current())), begun));
  }
}
