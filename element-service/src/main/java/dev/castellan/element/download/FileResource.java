package dev.castellan.element.download;

import dev.castellan.element.document.Viewer;
import dev.castellan.element.document.Viewers;
import dev.castellan.element.file.FileStore;
import dev.castellan.element.file.StoredFile;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v2")
@RunOnVirtualThread
@Tag(name = "Files")
class FileResource {

  private static final Set<String> SHOWN_IN_PLACE =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private final FieldFiles found;
  private final FileStore files;
  private final Pictures pictures;
  private final Viewers viewers;

  FileResource(FieldFiles found, FileStore files, Pictures pictures, Viewers viewers) {
    this.found = found;
    this.files = files;
    this.pictures = pictures;
    this.viewers = viewers;
  }

  @GET
  @Path("/smart-elements/{docid}/files/{field}/{index}/{filename}")
  @Operation(summary = "Fetch a file of an element")
  public Response file(
      @PathParam("docid") String docid,
      @PathParam("field") String field,
      @PathParam("index") String index,
      @PathParam("filename") String filename) {
    return sent(found.find(docid, null, field, index, filename));
  }

  @GET
  @Path("/smart-elements/{docid}/revisions/{revision}/files/{field}/{index}/{filename}")
  @Operation(summary = "Fetch a file of a revision of an element")
  public Response file(
      @PathParam("docid") String docid,
      @PathParam("revision") String revision,
      @PathParam("field") String field,
      @PathParam("index") String index,
      @PathParam("filename") String filename) {
    return sent(found.find(docid, revision, field, index, filename));
  }

  @GET
  @Path("/smart-elements/{docid}/images/{field}/{index}/sizes/{size}")
  @Operation(summary = "Fetch an image of an element in another size, as PNG")
  public Response image(
      @PathParam("docid") String docid,
      @PathParam("field") String field,
      @PathParam("index") String index,
      @PathParam("size") String size) {
    ImageSize wanted = ImageSize.of(size);
    StoredFile file = found.find(docid, null, field, index, null);
    return png(pictures.scaled(file.id(), file.size(), wanted));
  }

  @GET
  @Path("/images/assets/sizes/{size}/{name}")
  @Operation(summary = "Fetch the picture of a structure, as PNG")
  public Response asset(@PathParam("size") String size, @PathParam("name") String name) {
    ImageSize wanted = ImageSize.of(size);
    Viewer viewer = viewers.current();
    boolean there =
        viewer.structures().viewable(viewer.caller()).stream()
            .map(each -> viewer.view(each).structure().icon())
            .anyMatch(name::equals);
    if (!there) {
      throw new ServiceException(ErrorCode.ELEMENT_ASSET_NOT_FOUND);
    }
    return png(pictures.icon(name, wanted));
  }

  /** As it was sent, but never run by who opens it: neither guessed at nor allowed anything. */
  private Response sent(StoredFile file) {
    String encoded = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
    String place = SHOWN_IN_PLACE.contains(file.mime()) ? "inline" : "attachment";
    StreamingOutput content = out -> files.copy(file.id(), out);
    return guarded(Response.ok(content, file.mime()))
        .header(HttpHeaders.CONTENT_LENGTH, file.size())
        .header(HttpHeaders.CONTENT_DISPOSITION, place + "; filename*=UTF-8''" + encoded)
        .build();
  }

  private static Response png(byte[] picture) {
    return guarded(Response.ok(picture, MediaType.valueOf("image/png"))).build();
  }

  private static Response.ResponseBuilder guarded(Response.ResponseBuilder response) {
    return response
        .header(HttpHeaders.CACHE_CONTROL, "private")
        .header(HttpHeaders.VARY, "Authorization")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
  }
}
