package dev.castellan.widget;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Use cases of widgets. */
@ApplicationScoped
class WidgetService {

  private final WidgetRepository widgets;

  WidgetService(WidgetRepository widgets) {
    this.widgets = widgets;
  }

  @Transactional
  List<WidgetView> all() {
    return widgets.inOrderOfCreation().stream().map(WidgetView::of).toList();
  }
}
