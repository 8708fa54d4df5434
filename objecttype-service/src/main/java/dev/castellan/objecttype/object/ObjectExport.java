package dev.castellan.objecttype.object;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A whole list on its way out.
 *
 * @param columns members of each element, in their order
 * @param parts rows, some at a time; the first are there already
 * @param view makes elements of rows
 */
record ObjectExport(
    List<String> columns,
    Iterator<List<ObjectRow>> parts,
    Function<List<ObjectRow>, List<ListedObject>> view) {

  /** Who breaks off must not end what he writes to as if all were well. */
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build();

  /** RFC 4180, with a header line. */
  void writeCsv(OutputStream out) throws IOException {
    CsvSchema schema =
        CsvSchema.builder()
            .addColumns(columns, CsvSchema.ColumnType.STRING)
            .setLineSeparator("\r\n")
            .build();
    try (SequenceWriter rows = CSV.writer(schema).writeValues(out)) {
      rows.write(header());
      while (parts.hasNext()) {
        for (ListedObject each : view.apply(parts.next())) {
          rows.write(reduced(each, ObjectData::text));
        }
      }
    }
  }

  /** One JSON object a line. */
  void writeLines(OutputStream out, ObjectMapper mapper) throws IOException {
    while (parts.hasNext()) {
      for (ListedObject each : view.apply(parts.next())) {
        out.write(mapper.writeValueAsBytes(reduced(each, value -> value)));
        out.write('\n');
      }
    }
  }

  /** A row like any other, since the library writes none for an empty list. */
  private Map<String, String> header() {
    return columns.stream().collect(Collectors.toMap(each -> each, each -> each));
  }

  private Map<String, Object> reduced(ListedObject object, Function<Object, Object> form) {
    Map<String, Object> members = object.members();
    Map<String, Object> reduced = new LinkedHashMap<>();
    for (String each : columns) {
      Object value = members.get(each);
      reduced.put(each, value == null ? null : form.apply(value));
    }
    return reduced;
  }
}
