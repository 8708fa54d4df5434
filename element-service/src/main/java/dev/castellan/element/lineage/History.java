package dev.castellan.element.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.document.Attributes;
import dev.castellan.element.document.ElementAnswer;
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
import dev.castellan.web.etag.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

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

  private static final int MOST_BYTES = 1_000_000;

  /** Of entries with large changes fewer; those of fields that are hidden count for nothing. */
  private static final String MESSAGES =
      """
      select revision_id, uid, uname, at, level, code, comment, changes, id from (
        select m.*, sum(coalesce(octet_length(changes::text), 0)) over (order by id desc) as total,
          row_number() over (order by id desc) as n
        from (
          select id, revision_id, uid, uname, at, level, code, comment, changes - ? as changes
          from element_history where initid = ? and revision_id = any (?) and id < ?
          order by id desc limit ?) m) l
      where n = 1 or total <= ?
      order by id desc
      """;

  private final ElementReader reader;
  private final Viewers viewers;
  private final EntityTags tags;
  private final Jdbc jdbc;

  History(ElementReader reader, Viewers viewers, EntityTags tags, Jdbc jdbc) {
    this.reader = reader;
    this.viewers = viewers;
    this.tags = tags;
    this.jdbc = jdbc;
  }

  private record Message(long id, long revisionId, Map<String, Object> shown, ObjectNode changes) {}

  RestResponse<ElementAnswer<HistoryData>> answer(Place place, String uri, HistoryRequest asked) {
    Viewer viewer = viewers.current();
    Read read = place.deletedOrNot().forParts().check(reader.one(place.ref(), viewer), viewer);
    boolean all = asked.slice == null || asked.slice.isBlank() || asked.slice.strip().equals("-1");
    ElementSlice part = ElementSlice.parse(all ? "all" : asked.slice, asked.offset);
    Integer only = asked.only();
    List<ElementRow> rows = revisions(read.row().initid(), only, part);
    List<Message> found = messages(read, rows, asked.behind());
    Map<Long, List<Map<String, Object>>> messages = shown(read, found);
    HistoryData data =
        new HistoryData(
            uri,
            new HistoryData.Parameters(all ? -1 : part.describe(), part.offset(), only),
            rows.stream()
                .map(row -> revision(row, messages.getOrDefault(row.id(), List.of())))
                .toList());
    RestResponse<ElementAnswer<HistoryData>> response =
        tags.answer(read.row().version(), jdbc.json(data), () -> ElementAnswer.of(data));
    if (!found.isEmpty() && older(read.row().initid(), rows, found)) {
      response.getHeaders().putSingle("Link", asked.link(found.get(found.size() - 1).id()));
    }
    return response;
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

  /** The newest ones behind an entry, as many as one answer shows. */
  private List<Message> messages(Read read, List<ElementRow> rows, long behind) {
    List<String> hidden = hidden(read.viewer().view(read.row()));
    return jdbc.run(
        MESSAGES,
        select -> {
          Jdbc.bind(select, 1, "text", hidden, each -> each);
          select.setLong(2, read.row().initid());
          Jdbc.bind(select, 3, "bigint", rows, ElementRow::id);
          select.setLong(4, behind);
          select.setInt(5, MOST_MESSAGES);
          select.setInt(6, MOST_BYTES);
          return Jdbc.rows(select, History::message);
        });
  }

  /** Keys of the fields of which the viewer is told nothing. */
  static List<String> hidden(StructureView view) {
    return view.structure().fields().stream()
        .filter(each -> !view.access(each).reads())
        .map(Field::key)
        .toList();
  }

  private boolean older(long initid, List<ElementRow> rows, List<Message> found) {
    return jdbc.run(
        "select 1 from element_history where initid = ? and revision_id = any (?) and id < ? limit"
            + " 1",
        select -> {
          select.setLong(1, initid);
          Jdbc.bind(select, 2, "bigint", rows, ElementRow::id);
          select.setLong(3, found.get(found.size() - 1).id());
          return !Jdbc.rows(select, row -> true).isEmpty();
        });
  }

  /** By id of the revision, the newest first. */
  private Map<Long, List<Map<String, Object>>> shown(Read read, List<Message> found) {
    StructureView view = read.viewer().view(read.row());
    Attributes attributes = Attributes.ofPast(read.row(), read.viewer(), targets(found, view));
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
    return new Message(row.getLong(9), row.getLong(1), shown, FieldValues.read(row.getString(8)));
  }

  /**
   * Before and after of the fields that the viewer may read.
   *
   * @param changes by field key, as they are kept
   */
  static List<Map<String, Object>> changes(
      ObjectNode changes, StructureView view, Attributes attributes) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Field field : view.readable()) {
      JsonNode change = changes.get(field.key());
      // What is computed tells of fields that may have been hidden since.
      if (change != null && field.compute() == null) {
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
