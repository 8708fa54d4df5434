package dev.castellan.element.download;

import dev.castellan.element.file.FileStore;
import dev.castellan.element.file.StoredFile;
import dev.castellan.web.etag.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers that carry files and pictures. */
@ApplicationScoped
class FileAnswers {

  private static final Set<String> SHOWN_IN_PLACE =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private final FileStore files;
  private final Pictures pictures;
  private final EntityTags tags;

  FileAnswers(FileStore files, Pictures pictures, EntityTags tags) {
    this.files = files;
    this.pictures = pictures;
    this.tags = tags;
  }

  /** As it was sent, but never run by who opens it: neither guessed at nor allowed anything. */
  Response sent(StoredFile file) {
    StreamingOutput content = out -> files.copy(file.id(), out);
    RestResponse<Object> answer = tagged(file, "sent", file.mime(), () -> content);
    if (answer.getStatus() == RestResponse.StatusCode.OK) {
      String encoded = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
      String place = SHOWN_IN_PLACE.contains(file.mime()) ? "inline" : "attachment";
      MultivaluedMap<String, Object> headers = answer.getHeaders();
      headers.putSingle(HttpHeaders.CONTENT_LENGTH, file.size());
      headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, place + "; filename*=UTF-8''" + encoded);
    }
    return answer.toResponse();
  }

  /** A picture in another size, as PNG. */
  Response scaled(StoredFile file, ImageSize size) {
    return tagged(file, size.toString(), "image/png", () -> pictures.scaled(file, size))
        .toResponse();
  }

  /**
   * What a number stands for never changes; another content of a field is another file.
   *
   * @param form in which the file is asked for
   */
  private RestResponse<Object> tagged(
      StoredFile file, String form, String mime, Supplier<Object> content) {
    RestResponse<Object> answer =
        tags.answer(1, file.id() + "|" + file.size() + "|" + form, content);
    answer.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.valueOf(mime));
    guard(answer.getHeaders());
    return answer;
  }

  /** Nobody guesses what it could be beside what it is said to be, or runs anything of it. */
  static void guard(MultivaluedMap<String, Object> headers) {
    headers.putSingle("X-Content-Type-Options", "nosniff");
    headers.putSingle("Content-Security-Policy", "default-src 'none'; sandbox");
  }
}
