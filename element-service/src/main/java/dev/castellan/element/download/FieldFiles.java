package dev.castellan.element.download;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementRow;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Viewer;
import dev.castellan.element.document.Viewers;
import dev.castellan.element.file.FileStore;
import dev.castellan.element.file.StoredFile;
import dev.castellan.element.structure.Field;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the file that a path names, under the rights of its element and its field. */
@ApplicationScoped
class FieldFiles {

  private static final Pattern INDEX = Pattern.compile("-1|\\d{1,4}");
  private static final Pattern REVISION = Pattern.compile("\\d{1,9}");

  private final ElementReader reader;
  private final FileStore files;
  private final Viewers viewers;

  FieldFiles(ElementReader reader, FileStore files, Viewers viewers) {
    this.reader = reader;
    this.files = files;
    this.viewers = viewers;
  }

  /**
   * @param revision null for the latest one
   * @param index of the value among several, or of the row; -1 for a single one
   * @param name of the file; null for the first one there
   * @throws ServiceException 403 or 404; a field that may not be read is not there
   */
  StoredFile find(String docid, String revision, String field, String index, String name) {
    Viewer viewer = viewers.current();
    Place place = Place.element(DocRef.of(docid));
    Read read = place.check(reader.one(place.ref(), viewer), viewer);
    ElementRow row = revision == null ? read.row() : revision(read.row(), revision);
    Field kept =
        read.viewer()
            .view(row)
            .readable(field)
            .filter(each -> each.type().file())
            .orElseThrow(FieldFiles::missing);
    if (row.structure() || !INDEX.matcher(index).matches()) {
      throw missing();
    }
    long id =
        values(row.fields().path(kept.key()), Integer.parseInt(index)).stream()
            .filter(each -> name == null || each.path("name").asText().equals(name))
            .map(each -> each.path("id").asLong())
            .findFirst()
            .orElseThrow(FieldFiles::missing);
    return files.find(id).orElseThrow(FieldFiles::missing);
  }

  private ElementRow revision(ElementRow latest, String revision) {
    if (!REVISION.matcher(revision).matches()) {
      throw missing();
    }
    return reader
        .revision(latest.initid(), Integer.parseInt(revision))
        .orElseThrow(FieldFiles::missing);
  }

  /** The files at an index: one, or those of a row of an array. */
  private static List<JsonNode> values(JsonNode value, int index) {
    JsonNode there = index < 0 ? value : value.path(index);
    List<JsonNode> found = new ArrayList<>();
    if (there.isObject()) {
      found.add(there);
    } else if (there.isArray() && index >= 0) {
      there.forEach(found::add);
    }
    return found;
  }

  private static ServiceException missing() {
    return new ServiceException(ErrorCode.ELEMENT_FILE_NOT_FOUND);
  }
}
