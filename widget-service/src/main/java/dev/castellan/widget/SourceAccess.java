package dev.castellan.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.widget.evaluation.Question;
import dev.castellan.widget.smartobjects.Smartobjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Decides what a viewer may be shown of a source. Asked before anything is looked up for him and
 * again when it is shown to him, so that a grant that is taken away hides a value at once.
 */
@ApplicationScoped
class SourceAccess {

  private static final Access GONE = new Access(null, ErrorCode.SMARTOBJECT_NOT_FOUND.code());
  private static final Access NOT_FOR_YOU = new Access(null, ErrorCode.FORBIDDEN.code());

  private final Smartobjects smartobjects;

  SourceAccess(Smartobjects smartobjects) {
    this.smartobjects = smartobjects;
  }

  /**
   * @param question what the viewer may be told the answer to; null when there is nothing for him
   * @param refusal code of the reason; null when there is none
   */
  record Access(Question question, String refusal) {}

  Access of(Source source, Caller viewer) {
    return of(source, smartobjects.find(source.target()).orElse(null), viewer);
  }

  /**
   * @param object the one that the source asks; null when there is none
   */
  static Access of(Source source, SmartobjectState object, Caller viewer) {
    if (object == null) {
      return GONE;
    }
    return Smartobjects.mayExecute(viewer, object)
        ? new Access(new Question(object.id(), source.action(), source.arguments()), null)
        : NOT_FOR_YOU;
  }

  /** Id of the object that a source asks; empty while no object of that name is known. */
  Optional<Long> object(Source source) {
    return Optional.ofNullable(source.target().id())
        .or(() -> smartobjects.find(source.target()).map(SmartobjectState::id));
  }
}
