package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.file.FileStore;
import dev.castellan.element.file.StoredFile;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.StructureView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the files that submitted values name, and makes them the element's. */
@ApplicationScoped
class FileValues {

  private static final Pattern REFERENCE = Pattern.compile("[^|]*\\|(\\d{1,18})\\|.*");

  private final FileStore files;

  FileValues(FileStore files) {
    this.files = files;
  }

  /**
   * Puts what is known of a file in the place of its reference. Only a file that the caller has
   * sent himself, or that this field of this element has, can be named: knowing a number opens
   * nothing.
   */
  void resolve(Map<Field, JsonNode> values, long initid, StructureView view, Viewer viewer) {
    Set<Long> ids = new TreeSet<>();
    values.forEach(
        (field, value) -> {
          if (field.type().file()) {
            Nested.forEach(value, each -> ids.add(id(each)));
          }
        });
    ids.remove(0L);
    if (ids.isEmpty() && values.keySet().stream().noneMatch(each -> each.type().file())) {
      return;
    }
    Map<Long, StoredFile> found = ids.isEmpty() ? Map.of() : files.lock(ids);
    values.replaceAll(
        (field, value) ->
            field.type().file() ? resolved(field, value, found, initid, view, viewer) : value);
  }

  private JsonNode resolved(
      Field field,
      JsonNode value,
      Map<Long, StoredFile> found,
      long initid,
      StructureView view,
      Viewer viewer) {
    return Nested.map(
        value,
        (each, index) -> {
          StoredFile file = found.get(id(each));
          if (file == null || !mayKeep(field, file, initid, view, viewer)) {
            throw Drafts.refused(field, index, "names no file that was sent");
          }
          if (field.type() == FieldType.IMAGE && !file.mime().startsWith("image/")) {
            throw Drafts.refused(field, index, "must be an image");
          }
          if (file.elementId() == null) {
            files.attach(file.id(), initid, field.key());
          }
          return value(file);
        });
  }

  private static boolean mayKeep(
      Field field, StoredFile file, long initid, StructureView view, Viewer viewer) {
    return file.elementId() == null
        ? file.owner() == viewer.caller().userId()
        : view.access(field).reads()
            && file.elementId() == initid
            && file.fieldKey().equals(field.key());
  }

  private static long id(JsonNode reference) {
    Matcher matcher = REFERENCE.matcher(reference.asText());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static ObjectNode value(StoredFile file) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", file.id())
        .put("mime", file.mime())
        .put("name", file.name())
        .put("size", file.size())
        .put("cdate", Moments.text(file.createdAt()));
  }
}
