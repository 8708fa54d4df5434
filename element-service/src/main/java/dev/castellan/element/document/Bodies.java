package dev.castellan.element.document;

import dev.castellan.contracts.Caller;
import dev.castellan.element.file.Uploads;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.RequestReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Reads the three kinds of bodies in which elements are written. */
@ApplicationScoped
class Bodies {

  private final RequestReader reader;
  private final Uploads uploads;
  private final ElementConfig config;

  Bodies(RequestReader reader, Uploads uploads, ElementConfig config) {
    this.reader = reader;
    this.uploads = uploads;
    this.config = config;
  }

  /**
   * @throws ServiceException 400, 413 or 422
   */
  Submission json(InputStream body) {
    int limit = (int) config.jsonLimit().asLongValue();
    try {
      byte[] bytes = body.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE);
      }
      return Submission.of(reader.read(bytes, ElementRequest.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws ServiceException 413
   */
  Submission form(Map<String, List<String>> form) {
    checkSize(form.values().stream().flatMap(List::stream).mapToLong(String::length).sum());
    return Submission.ofForm(form);
  }

  /** Files become the caller's first; their references are what is submitted. */
  Submission multipart(MultipartFormDataInput body, Caller caller) {
    checkSize(
        body.getValues().values().stream()
            .flatMap(Collection::stream)
            .filter(each -> !each.isFileItem())
            .mapToLong(each -> each.getValue().length())
            .sum());
    Map<String, List<String>> texts = new LinkedHashMap<>();
    body.getValues()
        .forEach(
            (name, values) -> {
              for (FormValue value : values) {
                texts.computeIfAbsent(name, any -> new ArrayList<>()).add(text(value, caller));
              }
            });
    return Submission.ofForm(texts);
  }

  private void checkSize(long characters) {
    if (characters > config.jsonLimit().asLongValue()) {
      throw new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE);
    }
  }

  private String text(FormValue value, Caller caller) {
    if (!value.isFileItem()) {
      return value.getValue();
    }
    // A file input that was left alone is sent without a name.
    return value.getFileName() == null || value.getFileName().isEmpty()
        ? ""
        : uploads.receive(value.getFileItem().getFile(), value.getFileName(), caller).reference();
  }
}
