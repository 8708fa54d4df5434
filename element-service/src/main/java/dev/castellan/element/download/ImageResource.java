package dev.castellan.element.download;

import dev.castellan.element.file.StoredFile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v2/smart-elements/{docid}/images/{field}/{index}/sizes/{size}")
@RunOnVirtualThread
@Tag(name = "Files")
class ImageResource {

  private final FieldFiles found;
  private final Pictures pictures;

  ImageResource(FieldFiles found, Pictures pictures) {
    this.found = found;
    this.pictures = pictures;
  }

  @GET
  @Operation(summary = "Fetch an image of an element in another size, as PNG")
  public Response get(
      @PathParam("docid") String docid,
      @PathParam("field") String field,
      @PathParam("index") String index,
      @PathParam("size") String size) {
    ImageSize wanted = ImageSize.of(size);
    StoredFile file = found.find(docid, null, field, index, null);
    return FileAnswers.png(pictures.scaled(file, wanted));
  }
}
