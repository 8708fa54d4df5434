package dev.castellan.smartobject.object;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.SmartobjectChanged;
import dev.castellan.contracts.smartobject.SmartobjectCreated;
import dev.castellan.contracts.smartobject.SmartobjectDeleted;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.contracts.smartobject.SmartobjectStatusChanged;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;

/** Tells the others what happened to an object: its full state, and the fact. */
@ApplicationScoped
class SmartobjectEvents {

  private final Outbox outbox;
  private final Event<ObjectConfigured> configured;

  SmartobjectEvents(Outbox outbox, Event<ObjectConfigured> configured) {
    this.outbox = outbox;
    this.configured = configured;
  }

  /** What others may know of the object at this moment. */
  SmartobjectState stateOf(Smartobject object) {
    return new SmartobjectState(
        object.id(),
        object.reference(),
        object.module(),
        object.status(),
        List.copyOf(object.profiles()),
        object.version());
  }

  /** Says again what should be on the topic and is not. */
  void stateAgain(Smartobject object) {
    SmartobjectState state = stateOf(object);
    outbox.append(key(state), state);
  }

  /** Takes off the topic what should not be on it. */
  void goneAgain(long id) {
    outbox.appendTombstone(Long.toString(id), SmartobjectState.class);
  }

  void created(Smartobject object, Caller caller) {
    SmartobjectState state = stateOf(object);
    outbox.append(key(state), state);
    outbox.append(key(state), new SmartobjectCreated(state, caller));
    configured.fire(new ObjectConfigured(state.id(), state.module(), state.version()));
  }

  void changed(SmartobjectState before, Smartobject object, Caller caller) {
    SmartobjectState after = stateOf(object);
    outbox.append(key(after), after);
    outbox.append(key(after), new SmartobjectChanged(before, after, caller));
    configured.fire(new ObjectConfigured(after.id(), after.module(), after.version()));
  }

  void deleted(SmartobjectState before, Caller caller) {
    outbox.appendTombstone(key(before), SmartobjectState.class);
    outbox.append(key(before), new SmartobjectDeleted(before, caller));
    configured.fire(new ObjectConfigured(before.id(), before.module(), Long.MAX_VALUE));
  }

  void statusChanged(int before, SmartobjectState after) {
    outbox.append(key(after), after);
    outbox.append(
        key(after),
        new SmartobjectStatusChanged(
            after.id(), after.reference(), after.module(), before, after.status(), Instant.now()));
  }

  private static String key(SmartobjectState state) {
    return Long.toString(state.id());
  }
}
