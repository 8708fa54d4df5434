package dev.castellan.process.definition;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.hibernate.type.format.jackson.JacksonJsonFormatMapper;

/** Writes JSON columns with the mapper that {@link Definitions} reads them with. */
@JsonFormat
@PersistenceUnitExtension
class JsonColumns implements FormatMapper {

  private final FormatMapper delegate;

  JsonColumns(ObjectMapper mapper) {
    this.delegate = new JacksonJsonFormatMapper(mapper);
  }

  @Override
  public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
    return delegate.fromString(text, type, options);
  }

  @Override
  public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
    return delegate.toString(value, type, options);
  }
}
