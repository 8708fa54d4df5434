package dev.castellan.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.widget.evaluation.Question;
import dev.castellan.widget.evaluation.Reading;
import dev.castellan.widget.evaluation.Readings;
import dev.castellan.widget.smartobjects.Modules;
import dev.castellan.widget.smartobjects.Smartobjects;
import dev.castellan.widget.smartobjects.Target;
import dev.castellan.widget.template.Template;
import dev.castellan.widget.template.ValuePath;
import dev.castellan.widget.template.ValueText;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes views; objects and actions go by their present names. */
@ApplicationScoped
class WidgetViews {

  /** Most characters of all contents of a widget together, values included. */
  private static final int LONGEST = 8 * 1024 * 1024;

  /** Characters of views that are kept, with a charge for each. */
  private static final long CACHE_WEIGHT = 16L * 1024 * 1024;

  private static final int CHARGE = 2_048;

  private final Smartobjects smartobjects;
  private final Modules modules;
  private final Readings readings;
  private final Cache<Key, Shown> shown =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_WEIGHT)
          .weigher((Key key, Shown kept) -> kept.weight())
          .build();

  WidgetViews(Smartobjects smartobjects, Modules modules, Readings readings) {
    this.smartobjects = smartobjects;
    this.modules = modules;
    this.readings = readings;
  }

  /** A widget without values. */
  WidgetView plain(Widget widget) {
    return view(widget, widget.contents().stream().map(ContentView::plain).toList(), null);
  }

  /** A widget with the values that are known. */
  WidgetView known(Widget widget, Caller viewer) {
    return show(widget, viewer, (source, question) -> readings.last(question));
  }

  /**
   * A widget with the values that this viewer may see at this moment; the very same view as long as
   * nothing that it is made of has changed.
   *
   * @param answers null for a question that is not answered yet: its value is missing, without an
   *     error
   */
  WidgetView show(Widget widget, Caller viewer, BiFunction<Source, Question, Reading> answers) {
    List<Outcome> outcomes = new ArrayList<>(widget.sources().size());
    for (Source source : widget.sources()) {
      outcomes.add(outcome(source, viewer, answers));
    }
    Key key = new Key(widget.id(), viewer.profileId());
    Shown last = shown.getIfPresent(key);
    if (last == null || last.widget() != widget || !same(last.outcomes(), outcomes)) {
      last = new Shown(widget, outcomes, filled(widget, outcomes));
      shown.put(key, last);
    }
    return last.view();
  }

  /** Rights hang on profiles; whoever has the same one sees the same. */
  private record Key(long widget, long profile) {}

  /** A view and all it was made of. */
  private record Shown(Widget widget, List<Outcome> outcomes, WidgetView view) {

    int weight() {
      return (int) Math.min(Integer.MAX_VALUE, widget.size() + view.length() + CHARGE);
    }
  }

  /**
   * What became of a source for a viewer. Nothing of it ever changes, so the same objects mean the
   * same outcome.
   *
   * @param failure code; null for none
   */
  private record Outcome(
      SmartobjectState object, ModuleState module, Reading reading, String failure) {

    boolean isLike(Outcome other) {
      return object == other.object
          && module == other.module
          && reading == other.reading
          && Objects.equals(failure, other.failure);
    }
  }

  private Outcome outcome(
      Source source, Caller viewer, BiFunction<Source, Question, Reading> answers) {
    SmartobjectState object = smartobjects.find(source.target()).orElse(null);
    ModuleState module = object == null ? null : modules.find(object.module()).orElse(null);
    SourceAccess.Access allowed = SourceAccess.of(source, object, viewer);
    Reading reading = allowed.question() == null ? null : answers.apply(source, allowed.question());
    String failure = reading == null ? allowed.refusal() : reading.failure();
    return new Outcome(object, module, reading, failure);
  }

  private static boolean same(List<Outcome> some, List<Outcome> others) {
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).isLike(others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private WidgetView filled(Widget widget, List<Outcome> outcomes) {
    List<Omission> errors = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Source source = widget.sources().get(i);
      Outcome outcome = outcomes.get(i);
      if (outcome.failure() != null) {
        errors.add(Omission.of(source, outcome.failure()));
      } else if (outcome.reading() != null) {
        values.put(source.reference(), outcome.reading().data());
      }
    }
    List<ContentView> contents = new ArrayList<>(widget.contents().size());
    int left = LONGEST;
    for (Content content : widget.contents()) {
      Template.Filled filled =
          Template.fill(content.template(), path -> text(path, values, content.type()), left);
      left -= filled.text().length();
      contents.add(ContentView.of(content, filled.text()));
      if (filled.cut()) {
        errors.add(Omission.tooLong(content));
      }
    }
    return view(widget, contents, errors);
  }

  SourceView source(Source source) {
    Optional<SmartobjectState> object = smartobjects.find(source.target());
    String actionName =
        object
            .flatMap(each -> modules.find(each.module()))
            .flatMap(module -> module.action(source.action()))
            .map(ModuleState.Action::name)
            .orElse(source.action());
    return new SourceView(
        source.id(),
        source.reference(),
        object
            .map(each -> new SourceView.ObjectView(Target.TYPE, each.id(), each.reference()))
            .orElseGet(
                () ->
                    new SourceView.ObjectView(
                        Target.TYPE, source.target().id(), source.target().reference())),
        new SourceView.ActionView(source.action(), actionName),
        source.arguments().entrySet().stream()
            .map(each -> new SourceView.Argument(each.getKey(), each.getValue()))
            .toList(),
        source.refresh(),
        null);
  }

  private WidgetView view(Widget widget, List<ContentView> contents, List<Omission> errors) {
    return new WidgetView(
        widget.id(),
        widget.reference(),
        widget.icon(),
        widget.sources().stream().map(this::source).toList(),
        contents,
        errors,
        widget.createdAt(),
        widget.updatedAt(),
        widget.version(),
        null);
  }

  private static String text(String path, Map<String, Object> values, ContentType type) {
    Object value = ValuePath.walk(path, values.get(ValuePath.source(path)));
    return ValueText.of(value, type == ContentType.LIST);
  }
}
