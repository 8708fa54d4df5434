package dev.castellan.web.json;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Lets a resource method take a request record as its body: read and validated as {@link
 * RequestReader} says.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
class RequestBodyReader implements MessageBodyReader<Record> {

  private final RequestReader reader;

  RequestBodyReader(RequestReader reader) {
    this.reader = reader;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  @Override
  public Record readFrom(
      Class<Record> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    return reader.read(body.readAllBytes(), type);
  }
}
