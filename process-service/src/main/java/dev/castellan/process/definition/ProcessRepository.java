package dev.castellan.process.definition;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stored processes. */
@ApplicationScoped
class ProcessRepository implements PanacheRepository<Process> {

  /** Those of the ids that are still there, in the order of the ids. */
  List<Process> all(List<Long> ids) {
    Map<Long, Process> found =
        find("from Process p join fetch p.espace where p.id in ?1", ids).stream()
            .collect(Collectors.toMap(Process::id, Function.identity()));
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  /** For looking at only: who locks it later in the same transaction must get the row anew. */
  Process get(long id) {
    Process process =
        find("from Process p join fetch p.espace where p.id = ?1", id)
            .firstResultOptional()
            .orElseThrow(ProcessRepository::notFound);
    getEntityManager().detach(process);
    return process;
  }

  /** Keeps the process from other editors and from runs until the transaction ends. */
  Process lock(long id) {
    return Optional.ofNullable(
            getEntityManager().find(Process.class, id, LockModeType.PESSIMISTIC_WRITE))
        .orElseThrow(ProcessRepository::notFound);
  }

  /** Some of them behind an id, in the order of ids; for looking at only. */
  List<Process> after(long id, int most) {
    return find("id > ?1 order by id", id).page(0, most).list();
  }

  boolean referenceTaken(String reference) {
    return count("reference", reference) > 0;
  }

  private static ServiceException notFound() {
    return new ServiceException(ErrorCode.PROCESS_NOT_FOUND);
  }
}
