package dev.castellan.widget;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;

import dev.castellan.contracts.Caller;
import dev.castellan.web.etag.Part;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
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
              integer("version", "w.version"))
          .ofSmallRows();

  /** Members of a view that cannot be shown without asking. */
  private static final Set<String> EVALUATED = Set.of("contents", "errors");

  /** Characters for which room is taken at once while a list is made. */
  private static final long STEP = 1024 * 1024;

  private final DataSource database;
  private final Lists lists;
  private final WidgetStore store;
  private final Evaluation evaluation;
  private final WidgetViews views;
  private final Room room;

  WidgetReader(
      DataSource database,
      Lists lists,
      WidgetStore store,
      Evaluation evaluation,
      WidgetViews views,
      Room room) {
    this.database = database;
    this.lists = lists;
    this.store = store;
    this.evaluation = evaluation;
    this.views = views;
    this.room = room;
  }

  private record Row(long id, long version, long size) {}

  /**
   * @throws ServiceException 404
   */
  WidgetView get(long id, Caller viewer) {
    WidgetView view = show(find(id), viewer);
    room.takeForAnswer(view.length());
    return view;
  }

  /**
   * @throws ServiceException 404
   */
  Widget find(long id) {
    return store.find(id).orElseThrow(WidgetEditor::notFound);
  }

  /**
   * One content; only what it names is asked.
   *
   * @throws ServiceException 404
   */
  Part<ContentView> content(long widgetId, long id, Caller viewer) {
    Widget widget = find(widgetId);
    Widget part =
        widget
            .content(id)
            .map(widget::only)
            .orElseThrow(() -> new ServiceException(ErrorCode.WIDGET_CONTENT_NOT_FOUND));
    WidgetView view =
        views.showPart(part, viewer, evaluation.of(List.of(part), viewer, evaluation.deadline()));
    room.takeForAnswer(view.length());
    return new Part<>(view.contents().get(0), widget.version());
  }

  WidgetView show(Widget widget, Caller viewer) {
    WidgetView standing = views.standing(widget, viewer);
    return standing != null
        ? standing
        : views.show(widget, viewer, evaluation.of(List.of(widget), viewer, evaluation.deadline()));
  }

  /** Which widgets, and in which order, says one statement; then they are evaluated together. */
  ListPage<WidgetView> list(ListParameters asked, Caller viewer) {
    boolean evaluated =
        lists
            .members(LISTING, asked)
            .map(members -> !Collections.disjoint(members, EVALUATED))
            .orElse(true);
    Lists.Together<Row, WidgetView> finish =
        rows -> {
          Budget budget = new Budget();
          budget.spend(rows.stream().mapToLong(Row::size).sum());
          budget.take();
          List<Widget> widgets = load(rows);
          return evaluated ? shown(widgets, viewer, budget) : plain(widgets);
        };
    return lists.read(
        database,
        LISTING,
        Sql.ALL,
        asked,
        row -> new Row(row.getLong(1), row.getLong(2), row.getLong(3)),
        finish);
  }

  private List<Widget> load(List<Row> rows) {
    Map<Long, Long> versions = HashMap.newHashMap(rows.size());
    rows.forEach(each -> versions.put(each.id(), each.version()));
    Map<Long, Widget> found = store.all(versions);
    return rows.stream().map(each -> found.get(each.id())).filter(Objects::nonNull).toList();
  }

  private List<WidgetView> plain(List<Widget> widgets) {
    return widgets.stream().map(views::plain).toList();
  }

  private List<WidgetView> shown(List<Widget> widgets, Caller viewer, Budget budget) {
    List<WidgetView> shown = new ArrayList<>(widgets.size());
    List<Widget> others = new ArrayList<>();
    for (Widget widget : widgets) {
      WidgetView standing = views.standing(widget, viewer);
      shown.add(standing);
      if (standing == null) {
        others.add(widget);
      }
    }
    BiFunction<Source, Question, Reading> answers =
        evaluation.of(others, viewer, evaluation.deadline());
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i) == null) {
        shown.set(i, views.show(widgets.get(i), viewer, answers));
      }
      budget.spend(shown.get(i).length());
    }
    budget.take();
    return shown;
  }

  /** Keeps a list, and all lists together, from being larger than memory. */
  private final class Budget {

    private long spent;
    private long taken;

    void spend(long characters) {
      spent += characters;
      if (spent > Room.MOST) {
        throw ServiceException.badParameter("limit", "must be smaller: these widgets are too long");
      }
      if (spent - taken > STEP) {
        take();
      }
    }

    void take() {
      room.takeForAnswer(spent - taken);
      taken = spent;
    }
  }
}
