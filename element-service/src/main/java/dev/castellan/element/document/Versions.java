package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tags of elements, and what is told to a client whose edit comes too late. */
@ApplicationScoped
public class Versions {

  private static final String CHANGES =
      """
      select distinct on (c.key) c.key, jsonb_build_object('v', c.value->0)
      from element_history h, jsonb_each(h.changes) c
      where h.initid = ? and h.version > ? and h.changes is not null
      order by c.key, h.id
      """;

  private final Precondition precondition;
  private final ElementReader reader;
  private final Jdbc jdbc;

  Versions(Precondition precondition, ElementReader reader, Jdbc jdbc) {
    this.precondition = precondition;
    this.reader = reader;
    this.jdbc = jdbc;
  }

  /** Differs whenever the viewer would be shown something else; needs no value of any field. */
  public static String identity(Read read) {
    ElementRow row = read.row();
    Viewer viewer = read.viewer();
    return row.id()
        + "|"
        + row.updatedAt()
        + "|"
        + row.status()
        + "|"
        + row.locked()
        + "|"
        + viewer.caller().userId()
        + "|"
        + viewer.caller().profileId()
        + "|"
        + viewer.caller().profile()
        + "|"
        + viewer.language()
        + "|"
        + viewer.structures().stamp()
        + "|"
        + read.targetSum();
  }

  /**
   * Asks {@code If-Match}, when the row is locked.
   *
   * @param submission what the client wants to write; null for nothing
   * @throws ServiceException 412 with the present tag and what has changed since the client looked
   */
  public void check(Read read, Submission submission) {
    ElementRow row = read.row();
    if (precondition.holds(row.version())) {
      return;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("version", row.version());
    data.put("title", row.title());
    data.put("revision", row.revision());
    data.put("mdate", Moments.text(row.updatedAt()));
    data.put("uri", Uris.of(row));
    data.put("diff", row.structure() ? List.of() : diff(read, submission));
    throw new ServiceException(
        ErrorCode.PRECONDITION_FAILED,
        ErrorCode.PRECONDITION_FAILED.title(),
        data,
        Map.of("ETag", ElementAnswers.tag(read)));
  }

  private List<Map<String, Object>> diff(Read read, Submission submission) {
    Map<String, JsonNode> before =
        precondition.newestSeen().isPresent() ? seen(read.row()) : Map.of();
    return new LateEdit(read.row(), read.viewer(), targets(read, before)).diff(before, submission);
  }

  /** What its relations lead to, and led to before. */
  private Map<Long, Target> targets(Read read, Map<String, JsonNode> before) {
    Set<Long> ids = new HashSet<>();
    for (Field field : read.viewer().view(read.row()).readable()) {
      if (field.type() == FieldType.DOCID) {
        ids.addAll(Target.ids(before.get(field.key())));
      }
    }
    Map<Long, Target> targets = new HashMap<>(read.targets());
    ids.removeAll(targets.keySet());
    targets.putAll(reader.targets(ids));
    return targets;
  }

  /** What the fields that changed since held when the client looked, by key; each of them once. */
  private Map<String, JsonNode> seen(ElementRow row) {
    long version = precondition.newestSeen().getAsLong();
    Map<String, JsonNode> before = new LinkedHashMap<>();
    jdbc.run(
        CHANGES,
        select -> {
          select.setLong(1, row.initid());
          select.setLong(2, version);
          return Jdbc.rows(
              select,
              each -> before.put(each.getString(1), FieldValues.read(each.getString(2)).get("v")));
        });
    return before;
  }
}
