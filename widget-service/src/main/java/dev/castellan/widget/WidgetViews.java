package dev.castellan.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.widget.evaluation.Question;
import dev.castellan.widget.evaluation.Reading;
import dev.castellan.widget.evaluation.Readings;
import dev.castellan.widget.smartobjects.Epoch;
import dev.castellan.widget.smartobjects.Modules;
import dev.castellan.widget.smartobjects.Smartobjects;
import dev.castellan.widget.smartobjects.Target;
import dev.castellan.widget.template.Template;
import dev.castellan.widget.template.ValuePath;
import dev.castellan.widget.template.ValueText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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

  /** Bytes of views that are kept about, with a charge for each. */
  private static final long CACHE_WEIGHT = Runtime.getRuntime().maxMemory() / 16;

  /** For what is good until something happens. */
  private static final long FOR_EVER = Duration.ofDays(1).toNanos();

  private static final int CHARGE = 2_048;

  private final Smartobjects smartobjects;
  private final Modules modules;
  private final Readings readings;
  private final Evaluation evaluation;
  private final Epoch epoch;
  private final Cache<Key, Shown> shown =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_WEIGHT)
          .weigher((Key key, Shown kept) -> kept.weight())
          .build();

  WidgetViews(
      Smartobjects smartobjects,
      Modules modules,
      Readings readings,
      Evaluation evaluation,
      Epoch epoch) {
    this.smartobjects = smartobjects;
    this.modules = modules;
    this.readings = readings;
    this.evaluation = evaluation;
    this.epoch = epoch;
  }

  /** A widget without values. */
  WidgetView plain(Widget widget) {
    return view(widget, widget.contents().stream().map(ContentView::plain).toList(), null);
  }

  /** A widget with the values that are known. */
  WidgetView known(Widget widget, Caller viewer) {
    return show(widget, viewer, (source, question) -> readings.last(question));
  }

  /** A widget with the values that are known; those that are too old are asked for beside. */
  WidgetView latest(Widget widget, Caller viewer) {
    WidgetView standing = standing(widget, viewer);
    return standing != null
        ? standing
        : show(widget, viewer, (source, question) -> evaluation.latest(source, question, viewer));
  }

  /** The last view of this viewer's, as long as it would be the same again; else null. */
  WidgetView standing(Widget widget, Caller viewer) {
    Shown last = shown.getIfPresent(new Key(widget.id(), viewer.profileId()));
    return last != null && last.stands(widget, epoch.now()) ? last.view() : null;
  }

  /**
   * A widget with the values that this viewer may see at this moment; the very same view as long as
   * nothing that it is made of has changed.
   *
   * @param answers null for a question that is not answered yet: its value is missing, without an
   *     error
   */
  WidgetView show(Widget widget, Caller viewer, BiFunction<Source, Question, Reading> answers) {
    long now = epoch.now();
    List<Outcome> outcomes = outcomes(widget, viewer, answers);
    Key key = new Key(widget.id(), viewer.profileId());
    Shown last = shown.getIfPresent(key);
    WidgetView view =
        last != null && last.widget() == widget && same(last.outcomes(), outcomes)
            ? last.view()
            : filled(widget, outcomes);
    long good = outcomes.stream().mapToLong(Outcome::goodFor).min().orElse(FOR_EVER);
    shown.put(key, new Shown(widget, outcomes, view, now, System.nanoTime() + good));
    return view;
  }

  /** As {@link #show}, for a widget that is shown in part: nothing of it is kept. */
  WidgetView showPart(Widget part, Caller viewer, BiFunction<Source, Question, Reading> answers) {
    return filled(part, outcomes(part, viewer, answers));
  }

  /** Rights hang on profiles; whoever has the same one sees the same. */
  private record Key(long widget, long profile) {}

  /**
   * A view and all it was made of.
   *
   * @param epoch in which it was made
   * @param goodUntil by {@link System#nanoTime()}, when nothing happens before
   */
  private record Shown(
      Widget widget, List<Outcome> outcomes, WidgetView view, long epoch, long goodUntil) {

    boolean stands(Widget present, long now) {
      return widget == present && epoch == now && goodUntil - System.nanoTime() > 0;
    }

    int weight() {
      return (int) Math.min(Integer.MAX_VALUE, 2 * (widget.size() + view.length()) + CHARGE);
    }
  }

  /**
   * What became of a source for a viewer. Nothing of it ever changes, so the same objects mean the
   * same outcome.
   *
   * @param data what the object answered; null for nothing
   * @param failure code; null for none
   * @param goodFor nanoseconds for which it is not worth asking again
   */
  private record Outcome(
      SmartobjectState object, ModuleState module, Object data, String failure, long goodFor) {

    boolean isLike(Outcome other) {
      return object == other.object
          && module == other.module
          && data == other.data
          && Objects.equals(failure, other.failure);
    }
  }

  private List<Outcome> outcomes(
      Widget widget, Caller viewer, BiFunction<Source, Question, Reading> answers) {
    List<Outcome> outcomes = new ArrayList<>(widget.sources().size());
    for (Source source : widget.sources()) {
      outcomes.add(outcome(source, viewer, answers));
    }
    return outcomes;
  }

  private Outcome outcome(
      Source source, Caller viewer, BiFunction<Source, Question, Reading> answers) {
    SmartobjectState object = smartobjects.find(source.target()).orElse(null);
    ModuleState module = object == null ? null : modules.find(object.module()).orElse(null);
    SourceAccess.Access allowed = SourceAccess.of(source, object, viewer);
    Question question = allowed.question();
    if (question == null) {
      return new Outcome(object, module, null, allowed.refusal(), FOR_EVER);
    }
    Reading reading = answers.apply(source, question);
    return reading == null
        ? new Outcome(object, module, null, null, 0)
        : new Outcome(
            object,
            module,
            reading.data(),
            reading.failure(),
            readings.goodFor(question, source.mayBeAsOldAs(), reading));
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
      } else if (outcome.data() != null) {
        values.put(source.reference(), outcome.data());
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
