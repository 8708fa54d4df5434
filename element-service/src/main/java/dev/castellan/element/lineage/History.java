package dev.castellan.element.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.document.Attributes;
import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ElementRow;
import dev.castellan.element.document.ElementSlice;
import dev.castellan.element.document.FieldValues;
import dev.castellan.element.document.Moments;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Target;
import dev.castellan.element.document.Uris;
import dev.castellan.element.document.Viewer;
import dev.castellan.element.document.Viewers;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.StructureView;
import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows what happened to an element; of fields that the viewer may not read it shows nothing. */
@ApplicationScoped
class History {

  private static final int MOST_REVISIONS = 1_000;
  private static final int MOST_MESSAGES = 1_000;

  private static final String REVISIONS =
      "select "
          + ElementReader.HEAD_ALONE
          + " from element e where e.initid = ?"
          + " and (?::int is null or e.revision = ?) order by e.revision desc limit ? offset ?";

  private static final String MESSAGES =
      """
      select revision_id, uid, uname, at, level, code, comment, changes from element_history
      where initid = ? and revision_id = any (?)
      order by id desc limit ?
      """;

  private final ElementReader reader;
  private final Viewers viewers;
  private final Jdbc jdbc;

  History(ElementReader reader, Viewers viewers, Jdbc jdbc) {
    this.reader = reader;
    this.viewers = viewers;
    this.jdbc = jdbc;
  }

  private record Message(long revisionId, Map<String, Object> shown, ObjectNode changes) {}

  HistoryData of(Place place, String uri, String slice, String offset, String revision) {
    Viewer viewer = viewers.current();
    Read read = place.deletedOrNot().forParts().check(reader.one(place.ref(), viewer), viewer);
    boolean all = slice == null || slice.isBlank() || slice.strip().equals("-1");
    ElementSlice part = ElementSlice.parse(all ? "all" : slice, offset);
    Integer only =
        revision == null || revision.isBlank() ? null : ElementSlice.parse(null, revision).offset();
    List<ElementRow> rows = revisions(read.row().initid(), only, part);
    Map<Long, List<Map<String, Object>>> messages = messages(read, rows);
    return new HistoryData(
        uri,
        new HistoryData.Parameters(all ? -1 : part.describe(), part.offset(), only),
        rows.stream()
            .map(row -> revision(row, messages.getOrDefault(row.id(), List.of())))
            .toList());
  }

  private List<ElementRow> revisions(long initid, Integer only, ElementSlice part) {
    return jdbc.run(
        REVISIONS,
        select -> {
          select.setLong(1, initid);
          select.setObject(2, only);
          select.setObject(3, only);
          select.setInt(4, Math.min(part.size().orElse(MOST_REVISIONS), MOST_REVISIONS));
          select.setInt(5, part.offset());
          return Jdbc.rows(select, reader::row);
        });
  }

  private static HistoryData.Revision revision(ElementRow row, List<Map<String, Object>> messages) {
    Map<String, Object> owner = new LinkedHashMap<>();
    owner.put("id", row.owner().id());
    owner.put("title", row.owner().login());
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("id", row.id());
    properties.put("initid", row.initid());
    properties.put("title", row.title());
    properties.put("status", row.status());
    properties.put("revision", row.revision());
    properties.put("owner", owner);
    properties.put("state", null);
    properties.put("version", null);
    properties.put("revisionDate", Moments.text(row.updatedAt()));
    return new HistoryData.Revision(Uris.of(row), properties, messages);
  }

  /** By id of the revision, the newest first. */
  private Map<Long, List<Map<String, Object>>> messages(Read read, List<ElementRow> rows) {
    List<Message> found =
        jdbc.run(
            MESSAGES,
            select -> {
              select.setLong(1, read.row().initid());
              Jdbc.bind(select, 2, "bigint", rows, ElementRow::id);
              select.setInt(3, MOST_MESSAGES);
              return Jdbc.rows(select, History::message);
            });
    StructureView view = read.viewer().view(read.row());
    Attributes attributes = new Attributes(read.row(), read.viewer(), targets(found, view));
    Map<Long, List<Map<String, Object>>> shown = new LinkedHashMap<>();
    for (Message message : found) {
      if (message.changes() != null) {
        message.shown().put("changes", changes(message.changes(), view, attributes));
      }
      shown.computeIfAbsent(message.revisionId(), any -> new ArrayList<>()).add(message.shown());
    }
    return shown;
  }

  private static Message message(ResultSet row) throws SQLException {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("uid", row.getLong(2));
    shown.put("uname", row.getString(3));
    shown.put("date", Moments.text(Jdbc.instant(row, 4)));
    shown.put("level", row.getString(5));
    shown.put("code", row.getString(6));
    shown.put("comment", row.getString(7));
    return new Message(row.getLong(1), shown, FieldValues.read(row.getString(8)));
  }

  private static List<Map<String, Object>> changes(
      ObjectNode changes, StructureView view, Attributes attributes) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Field field : view.readable()) {
      JsonNode change = changes.get(field.key());
      if (change != null) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", field.id());
        line.put("before", attributes.of(field, change.get(0)));
        line.put("after", attributes.of(field, change.get(1)));
        shown.add(line);
      }
    }
    return shown;
  }

  /** What the relations that are shown in changes lead to. */
  private Map<Long, Target> targets(List<Message> messages, StructureView view) {
    Set<Long> ids = new HashSet<>();
    for (Message message : messages) {
      for (Field field : view.readable()) {
        if (field.type() == FieldType.DOCID && message.changes() != null) {
          ids.addAll(Target.ids(message.changes().get(field.key())));
        }
      }
    }
    return reader.targets(ids);
  }
}
