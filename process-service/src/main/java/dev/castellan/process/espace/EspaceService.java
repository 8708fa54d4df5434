package dev.castellan.process.espace;

import dev.castellan.process.Ids;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.hibernate.exception.ConstraintViolationException;

/** Reads, adds and removes espaces. */
@ApplicationScoped
class EspaceService {

  private final EspaceRepository espaces;
  private final Ids ids;
  private final Precondition precondition;

  EspaceService(EspaceRepository espaces, Ids ids, Precondition precondition) {
    this.espaces = espaces;
    this.ids = ids;
    this.precondition = precondition;
  }

  EspaceView get(long id) {
    return espaces.findByIdOptional(id).map(Espace::view).orElseThrow(EspaceService::notFound);
  }

  @Transactional
  EspaceView add(EspaceRequest request) {
    if (espaces.referenceTaken(request.reference().strip())) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
    Espace espace = new Espace(ids.next(), request);
    espaces.persist(espace);
    return espace.view();
  }

  @Transactional
  void remove(long id) {
    Espace espace = espaces.findByIdOptional(id).orElseThrow(EspaceService::notFound);
    EspaceView view = espace.view();
    precondition.check(view.version(), () -> Answer.ok(view));
    if (espaces.inUse(id)) {
      throw new ServiceException(ErrorCode.ESPACE_IN_USE);
    }
    try {
      espaces.delete(espace);
      espaces.flush();
    } catch (ConstraintViolationException e) {
      // A process came in since it was looked for.
      throw new ServiceException(ErrorCode.ESPACE_IN_USE);
    }
  }

  private static ServiceException notFound() {
    return new ServiceException(ErrorCode.ESPACE_NOT_FOUND);
  }
}
