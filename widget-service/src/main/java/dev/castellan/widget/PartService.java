package dev.castellan.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.web.etag.Part;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Adds, edits and removes what a widget is made of: contents and sources. */
@ApplicationScoped
class PartService {

  private final WidgetStore store;
  private final WidgetEditor editor;
  private final WidgetViews views;
  private final SourceDrafts sourceDrafts;

  PartService(
      WidgetStore store, WidgetEditor editor, WidgetViews views, SourceDrafts sourceDrafts) {
    this.store = store;
    this.editor = editor;
    this.views = views;
    this.sourceDrafts = sourceDrafts;
  }

  ContentView addContent(long widgetId, ContentRequest request, Caller caller) {
    if (request.text() == null) {
      throw ServiceException.invalid("content", "must not be null");
    }
    Content content = new Content(store.ids(1).remove(), request.type(), request.text());
    editor.edit(widgetId, caller, widget -> widget.with(content));
    return ContentView.plain(content);
  }

  /** Removes the content or the source that has the id: the API document sends both here. */
  void removePart(long widgetId, long id, Caller caller) {
    editor.edit(
        widgetId,
        caller,
        widget -> {
          if (widget.content(id).isEmpty() && widget.source(id).isEmpty()) {
            throw new ServiceException(ErrorCode.WIDGET_CONTENT_NOT_FOUND);
          }
          return widget.without(id);
        });
  }

  Part<SourceView> source(long widgetId, long id) {
    Widget widget = store.find(widgetId).orElseThrow(WidgetEditor::notFound);
    return new Part<>(
        views.source(widget.source(id).orElseThrow(PartService::noSource)), widget.version());
  }

  SourceView addSource(long widgetId, SourceRequest request, Caller caller) {
    store.read(widgetId).orElseThrow(WidgetEditor::notFound);
    List<Warning> warnings = new ArrayList<>();
    Source source =
        sourceDrafts.draft(request.asPatch(), null, warnings).withId(store.ids(1).remove());
    editor.edit(widgetId, caller, widget -> put(widget, source));
    return views.source(source).with(warnings);
  }

  SourceView patchSource(long widgetId, long id, SourcePatch patch, Caller caller) {
    Source present =
        store
            .read(widgetId)
            .orElseThrow(WidgetEditor::notFound)
            .source(id)
            .orElseThrow(PartService::noSource);
    List<Warning> warnings = new ArrayList<>();
    Source source = sourceDrafts.draft(patch, present, warnings);
    editor.edit(
        widgetId,
        caller,
        widget -> {
          // What was drafted stands on this; if it moved meanwhile, somebody else was first.
          if (!widget.source(id).orElseThrow(PartService::noSource).equals(present)) {
            throw new ServiceException(ErrorCode.CONFLICT);
          }
          return put(widget, source);
        });
    return views.source(source).with(warnings);
  }

  void removeSource(long widgetId, long id, Caller caller) {
    editor.edit(
        widgetId,
        caller,
        widget -> {
          widget.source(id).orElseThrow(PartService::noSource);
          return widget.without(id);
        });
  }

  private static Widget put(Widget widget, Source source) {
    if (widget.names(source.reference(), source.id())) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
    return widget.with(source);
  }

  private static ServiceException noSource() {
    return new ServiceException(ErrorCode.WIDGET_SOURCE_NOT_FOUND);
  }
}
