package dev.castellan.process.definition;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Stored processes. */
@ApplicationScoped
class ProcessRepository implements PanacheRepository<Process> {

  List<Process> first(int count) {
    return find("from Process p join fetch p.espace order by p.id").range(0, count - 1).list();
  }

  Process get(long id) {
    return find("from Process p join fetch p.espace where p.id = ?1", id)
        .firstResultOptional()
        .orElseThrow(ProcessRepository::notFound);
  }

  /** Keeps the process from other editors and from runs until the transaction ends. */
  Process lock(long id) {
    return Optional.ofNullable(
            getEntityManager().find(Process.class, id, LockModeType.PESSIMISTIC_WRITE))
        .orElseThrow(ProcessRepository::notFound);
  }

  boolean referenceTaken(String reference) {
    return count("reference", reference) > 0;
  }

  private static ServiceException notFound() {
    return new ServiceException(ErrorCode.PROCESS_NOT_FOUND);
  }
}
