package dev.castellan.element.file;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

@Path("/api/v2/temporaryFiles")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Files")
class TemporaryFileResource {

  private final Uploads uploads;
  private final CurrentCaller caller;

  TemporaryFileResource(Uploads uploads, CurrentCaller caller) {
    this.uploads = uploads;
    this.caller = caller;
  }

  @POST
  @Idempotent
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(
      summary = "Send a file to be kept in a field",
      description =
          "The first file of the form is taken. Its `reference` is then the value of the field,"
              + " within a day, by the same user.")
  public RestResponse<TemporaryFileAnswer> post(MultipartFormDataInput form) {
    FormValue sent =
        form.getValues().values().stream()
            .flatMap(java.util.Collection::stream)
            .filter(FormValue::isFileItem)
            .findFirst()
            .orElseThrow(() -> new ServiceException(ErrorCode.ELEMENT_UPLOAD_EMPTY));
    StoredFile file =
        uploads.receive(sent.getFileItem().getFile(), sent.getFileName(), caller.get());
    TemporaryFile shown = TemporaryFile.of(file);
    return ResponseBuilder.create(
            RestResponse.Status.CREATED,
            new TemporaryFileAnswer(true, new TemporaryFileData(shown), List.of()))
        .header(HttpHeaders.LOCATION, shown.downloadUrl())
        .build();
  }

  record TemporaryFileAnswer(boolean success, TemporaryFileData data, List<String> messages) {}

  record TemporaryFileData(TemporaryFile file) {}

  /**
   * @param mime as its bytes say
   * @param reference what a field takes as its value
   * @param downloadUrl where who sent it can fetch it, until an element takes it
   * @param thumbnailUrl of an image, made small; null for what is none
   * @param iconUrl the same
   */
  @Schema(name = "TemporaryFile")
  record TemporaryFile(
      long id,
      String mime,
      long size,
      String reference,
      @JsonProperty("cdate") String createdAt,
      String fileName,
      String downloadUrl,
      String thumbnailUrl,
      String iconUrl) {

    static TemporaryFile of(StoredFile file) {
      String url = "/api/v2/temporaryFiles/" + file.id();
      String small = file.mime().startsWith("image/") ? url + "/sizes/24x24c" : null;
      return new TemporaryFile(
          file.id(),
          file.mime(),
          file.size(),
          file.reference(),
          file.createdAt()
              .truncatedTo(ChronoUnit.SECONDS)
              .atOffset(ZoneOffset.UTC)
              .toLocalDateTime()
              .toString(),
          file.name(),
          url,
          small,
          small);
    }
  }
}
