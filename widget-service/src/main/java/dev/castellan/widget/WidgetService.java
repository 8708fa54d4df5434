package dev.castellan.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/** Adds, edits and deletes widgets. */
@ApplicationScoped
class WidgetService {

  private final WidgetStore store;
  private final WidgetEditor editor;
  private final WidgetEvents events;
  private final WidgetViews views;
  private final SourceDrafts sourceDrafts;

  WidgetService(
      WidgetStore store,
      WidgetEditor editor,
      WidgetEvents events,
      WidgetViews views,
      SourceDrafts sourceDrafts) {
    this.store = store;
    this.editor = editor;
    this.events = events;
    this.views = views;
    this.sourceDrafts = sourceDrafts;
  }

  /**
   * Adds a widget; sources that nobody knows yet are waited for first.
   *
   * @throws ServiceException 409 or 422
   */
  WidgetView create(WidgetRequest request, Caller caller) {
    List<FieldError> errors = new ArrayList<>();
    List<Warning> warnings = new ArrayList<>();
    List<ContentRequest> contents = request.contentsOrNone();
    for (int i = 0; i < contents.size(); i++) {
      if (contents.get(i).text() == null) {
        errors.add(new FieldError("contents[" + i + "].content", "must not be null"));
      }
    }
    List<Source> sources = sourceDrafts.draft(request.sourcesOrNone(), errors, warnings);
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
    checkNames(sources);
    return QuarkusTransaction.joiningExisting()
        .call(() -> store(request, sources, caller))
        .with(warnings);
  }

  WidgetView patch(long id, WidgetPatch patch, Caller caller) {
    String reference = patch.reference() == null ? null : patch.reference().strip();
    return views.plain(
        editor.edit(id, caller, widget -> widget.described(reference, patch.icon())));
  }

  /** Gives contents new templates, all or none. */
  WidgetView update(long id, TemplateUpdate update, Caller caller) {
    return views.plain(editor.edit(id, caller, widget -> rewritten(widget, update)));
  }

  @Transactional
  void delete(long id, Caller caller) {
    Widget widget = editor.lock(id, caller);
    events.deleted(widget, caller);
    store.delete(id);
  }

  private WidgetView store(WidgetRequest request, List<Source> sources, Caller caller) {
    List<ContentRequest> contents = request.contentsOrNone();
    Queue<Long> ids = store.ids(1 + contents.size() + sources.size());
    Widget widget =
        Widget.create(
            ids.remove(),
            request.reference().strip(),
            request.icon(),
            contents.stream()
                .map(each -> new Content(ids.remove(), each.type(), each.text()))
                .toList(),
            sources.stream().map(each -> each.withId(ids.remove())).toList());
    store.insert(widget);
    events.created(widget, caller);
    return views.plain(widget);
  }

  private static Widget rewritten(Widget widget, TemplateUpdate update) {
    List<FieldError> errors = new ArrayList<>();
    Widget after = widget;
    for (int i = 0; i < update.contents().size(); i++) {
      TemplateUpdate.One one = update.contents().get(i);
      Content content = after.content(one.id()).orElse(null);
      if (content == null) {
        errors.add(new FieldError("contents[" + i + "].id", "is not a content of this widget"));
      } else {
        after = after.with(content.with(one.template()));
      }
    }
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
    return after.asVersion(widget.version() + 1);
  }

  private static void checkNames(List<Source> sources) {
    Set<String> names = new HashSet<>();
    if (!sources.stream().map(Source::reference).allMatch(names::add)) {
      throw new ServiceException(
          ErrorCode.REFERENCE_TAKEN, "Two sources of a widget have the same reference");
    }
  }
}
