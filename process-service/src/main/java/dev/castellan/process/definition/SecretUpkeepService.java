package dev.castellan.process.definition;

import dev.castellan.messaging.state.StateTopicsRead;
import dev.castellan.process.smartobjects.SecretsDeclared;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals in definitions, in the background, what became secret after it was stored, and after each
 * start what is under an old key. That is no edit: versions stay.
 */
@ApplicationScoped
class SecretUpkeepService {

  private static final int CHUNK = 200;

  private final ProcessRepository processes;
  private final DefinedSecrets secrets;

  SecretUpkeepService(ProcessRepository processes, DefinedSecrets secrets) {
    this.processes = processes;
    this.secrets = secrets;
  }

  /** Not before the manifests are known. */
  void sealAfterStart(@ObservesAsync StateTopicsRead read) {
    sealInBackground();
  }

  /** Before the start is over its objects are not known; then everything is looked at anyhow. */
  void sealNew(@ObservesAsync SecretsDeclared secrets) {
    sealInBackground();
  }

  private void sealInBackground() {
    try {
      int sealed = seal();
      if (sealed > 0) {
        Log.infof("Sealed secret arguments of %d processes", sealed);
      }
    } catch (RuntimeException e) {
      Log.warnf("Secret arguments are looked at again after the next start: %s", e.getMessage());
    }
  }

  /**
   * Seals what is to be sealed in all processes.
   *
   * @return in how many
   */
  int seal() {
    int sealed = 0;
    long last = 0;
    List<Long> seen = new ArrayList<>();
    do {
      long after = last;
      seen.clear();
      List<Long> stale = QuarkusTransaction.requiringNew().call(() -> staleAfter(after, seen));
      stale.forEach(id -> QuarkusTransaction.requiringNew().run(() -> seal(id)));
      sealed += stale.size();
      last = seen.isEmpty() ? last : seen.getLast();
    } while (seen.size() == CHUNK);
    return sealed;
  }

  private List<Long> staleAfter(long last, List<Long> seen) {
    List<Long> stale = new ArrayList<>();
    for (Process each : processes.after(last, CHUNK)) {
      seen.add(each.id());
      if (each.actions().stream().anyMatch(action -> !secrets.upToDate(action).equals(action))) {
        stale.add(each.id());
      }
    }
    return stale;
  }

  private void seal(long processId) {
    processes
        .findByIdOptional(processId, LockModeType.PESSIMISTIC_WRITE)
        .ifPresent(process -> process.rewrite(secrets::upToDate));
  }
}
