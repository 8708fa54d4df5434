package dev.castellan.widget;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;

import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import dev.castellan.widget.evaluation.Question;
import dev.castellan.widget.evaluation.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads widgets as one viewer may see them. */
@ApplicationScoped
class WidgetReader {

  private static final Listing LISTING =
      Listing.of(
          WidgetView.class,
          "w.id, w.version, w.size",
          "widget w",
          "id",
          integer("id", "w.id"),
          text("reference", "w.reference"),
          text("icon", "w.icon").orNull(),
          time("createdAt", "w.created_at"),
          time("updatedAt", "w.updated_at"),
          integer("version", "w.version"));

  /** Most characters of templates in one list, and of contents. */
  private static final long LONGEST_LIST = 32L * 1024 * 1024;

  private final DataSource database;
  private final Lists lists;
  private final WidgetStore store;
  private final Evaluation evaluation;
  private final WidgetViews views;

  WidgetReader(
      DataSource database,
      Lists lists,
      WidgetStore store,
      Evaluation evaluation,
      WidgetViews views) {
    this.database = database;
    this.lists = lists;
    this.store = store;
    this.evaluation = evaluation;
    this.views = views;
  }

  private record Row(long id, long version, long size) {}

  /**
   * @throws ServiceException 404
   */
  WidgetView get(long id, Caller viewer) {
    return show(find(id), viewer);
  }

  /**
   * @throws ServiceException 404
   */
  Widget find(long id) {
    return store.find(id).orElseThrow(WidgetEditor::notFound);
  }

  /**
   * @throws ServiceException 404
   */
  ContentView content(long widgetId, long id, Caller viewer) {
    return get(widgetId, viewer).contents().stream()
        .filter(each -> each.id() == id)
        .findFirst()
        .orElseThrow(() -> new ServiceException(ErrorCode.WIDGET_CONTENT_NOT_FOUND));
  }

  WidgetView show(Widget widget, Caller viewer) {
    List<Widget> one = List.of(widget);
    return views.show(widget, viewer, evaluation.of(one, viewer, evaluation.deadline()));
  }

  /** Which widgets, and in which order, says one statement; then they are evaluated together. */
  ListPage<WidgetView> list(ListParameters asked, Caller viewer) {
    Budget templates = new Budget();
    Budget contents = new Budget();
    long deadline = evaluation.deadline();
    return lists.read(
        database,
        LISTING,
        Sql.ALL,
        asked,
        row -> new Row(row.getLong(1), row.getLong(2), row.getLong(3)),
        rows -> {
          rows.forEach(each -> templates.spend(each.size()));
          return whole(rows, viewer, deadline, contents);
        });
  }

  private List<WidgetView> whole(List<Row> rows, Caller viewer, long deadline, Budget contents) {
    Map<Long, Widget> found =
        store.all(rows.stream().collect(Collectors.toMap(Row::id, Row::version)));
    List<Widget> widgets =
        rows.stream().map(each -> found.get(each.id())).filter(Objects::nonNull).toList();
    BiFunction<Source, Question, Reading> answers = evaluation.of(widgets, viewer, deadline);
    List<WidgetView> shown = new ArrayList<>(widgets.size());
    for (Widget widget : widgets) {
      WidgetView view = views.show(widget, viewer, answers);
      contents.spend(view.length());
      shown.add(view);
    }
    return shown;
  }

  /** Keeps a list from being larger than memory. */
  private static final class Budget {

    private long left = LONGEST_LIST;

    void spend(long characters) {
      left -= characters;
      if (left < 0) {
        throw ServiceException.badParameter("limit", "must be smaller: these widgets are too long");
      }
    }
  }
}
