package dev.castellan.element.download;

import dev.castellan.element.document.Viewer;
import dev.castellan.element.document.Viewers;
import dev.castellan.web.etag.EntityTags;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v2/images/assets/sizes/{size}/{name}")
@RunOnVirtualThread
@Tag(name = "Files")
class AssetResource {

  private final Pictures pictures;
  private final Viewers viewers;
  private final EntityTags tags;

  AssetResource(Pictures pictures, Viewers viewers, EntityTags tags) {
    this.pictures = pictures;
    this.tags = tags;
    this.viewers = viewers;
  }

  @GET
  @Operation(summary = "Fetch the picture of a structure, as PNG")
  public RestResponse<byte[]> get(@PathParam("size") String size, @PathParam("name") String name) {
    ImageSize wanted = ImageSize.of(size);
    Viewer viewer = viewers.current();
    boolean there =
        viewer.structures().viewable(viewer.caller()).stream()
            .map(each -> viewer.view(each).structure().icon())
            .anyMatch(name::equals);
    if (!there) {
      throw new ServiceException(ErrorCode.ELEMENT_ASSET_NOT_FOUND);
    }
    // It is drawn of its name alone.
    RestResponse<byte[]> answer =
        tags.answer(1, name + "|" + size, () -> pictures.icon(name, wanted));
    answer.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, "image/png");
    FileAnswers.guard(answer.getHeaders());
    return answer;
  }
}
