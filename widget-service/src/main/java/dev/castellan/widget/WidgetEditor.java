package dev.castellan.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.UnaryOperator;

/** The frame of every edit: lock, change, store, say so. */
@ApplicationScoped
class WidgetEditor {

  private final WidgetStore store;
  private final WidgetEvents events;
  private final WidgetViews views;
  private final Precondition precondition;

  WidgetEditor(
      WidgetStore store, WidgetEvents events, WidgetViews views, Precondition precondition) {
    this.store = store;
    this.events = events;
    this.views = views;
    this.precondition = precondition;
  }

  /**
   * The widget, kept from other editors until the transaction ends.
   *
   * @throws ServiceException 404 when there is none, 412 when the client has seen another version
   */
  Widget lock(long id, Caller caller) {
    Widget widget = store.lock(id).orElseThrow(WidgetEditor::notFound);
    precondition.check(widget.version(), () -> Answer.ok(views.known(widget, caller)));
    return widget;
  }

  /**
   * Edits a widget in the running transaction or one of its own.
   *
   * @return the widget as it is now
   * @throws ServiceException 404 or 412 as {@link #lock} does, or what the edit throws
   */
  Widget edit(long id, Caller caller, UnaryOperator<Widget> change) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              Widget before = lock(id, caller);
              Widget after = change.apply(before);
              store.update(after);
              events.changed(before, after, caller);
              return after;
            });
  }

  static ServiceException notFound() {
    return new ServiceException(ErrorCode.WIDGET_NOT_FOUND);
  }
}
