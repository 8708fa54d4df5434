package dev.castellan.process.definition;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.smartobjects.SmartobjectDirectory;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Finds the smart objects that definers name, and says who may name them. */
@ApplicationScoped
class Sources {

  private final SmartobjectDirectory objects;

  Sources(SmartobjectDirectory objects) {
    this.objects = objects;
  }

  /** Whether sources of that kind exist. */
  static boolean supported(ObjectRef source) {
    return source.type() == null || source.type().equals(Target.TYPE);
  }

  /**
   * What a pointer means; an object that is found goes by its id from then on.
   *
   * @param patience how long to wait for an object that is not known yet
   */
  Target resolve(ObjectRef source, Duration patience) {
    return objects
        .await(() -> find(source), patience)
        .map(found -> new Target(found.id(), null))
        .orElseGet(() -> new Target(source.id(), source.name()));
  }

  /** The object that a target means now. */
  Optional<SmartobjectState> find(Target target) {
    return find(new ObjectRef(target.id(), target.reference(), null));
  }

  /**
   * @throws ServiceException 403 when the definer may not execute on that object himself: a process
   *     would give him a right that he does not have
   */
  void checkDefiner(Target target, Caller definer) {
    boolean may =
        definer.admin()
            || find(target)
                .filter(object -> SmartobjectDirectory.mayExecute(definer, object))
                .isPresent();
    if (!may) {
      throw new ServiceException(
          ErrorCode.FORBIDDEN, "Your profile may not execute actions of this smartobject");
    }
  }

  private Optional<SmartobjectState> find(ObjectRef source) {
    return source.id() != null ? objects.byId(source.id()) : objects.byText(source.name());
  }
}
