package dev.castellan.process.definition;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.process.ProcessChanged;
import dev.castellan.contracts.process.ProcessCreated;
import dev.castellan.contracts.process.ProcessDeleted;
import dev.castellan.contracts.process.ProcessSnapshot;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;

/** What is said about definitions, in the transaction that changes them. */
@ApplicationScoped
class ProcessEvents {

  private final Outbox outbox;

  ProcessEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void created(Process process, Caller caller) {
    outbox.append(Long.toString(process.id()), new ProcessCreated(process.snapshot(), caller));
  }

  void changed(ProcessSnapshot before, Process process, Caller caller) {
    outbox.append(
        Long.toString(process.id()), new ProcessChanged(before, process.snapshot(), caller));
  }

  void deleted(Process process, Caller caller) {
    outbox.append(Long.toString(process.id()), new ProcessDeleted(process.snapshot(), caller));
  }
}
