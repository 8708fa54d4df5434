package dev.castellan.smartobject.kafka;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.topics.TopicProvisioner;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.module.ModuleEvents;
import dev.castellan.smartobject.module.ModuleView;
import dev.castellan.smartobject.object.SecretSettingsService;
import dev.castellan.smartobject.object.StatusService;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;

/** What can be done to external modules. */
@ApplicationScoped
class ModuleService {

  private final ModuleStore store;
  private final ModuleCatalogue catalogue;
  private final ModuleEvents events;
  private final StatusService statuses;
  private final SecretSettingsService secrets;
  private final TopicProvisioner topics;
  private final Precondition precondition;
  private final ExternalConfig config;

  ModuleService(
      ModuleStore store,
      ModuleCatalogue catalogue,
      ModuleEvents events,
      StatusService statuses,
      SecretSettingsService secrets,
      TopicProvisioner topics,
      Precondition precondition,
      ExternalConfig config) {
    this.store = store;
    this.catalogue = catalogue;
    this.events = events;
    this.statuses = statuses;
    this.secrets = secrets;
    this.topics = topics;
    this.precondition = precondition;
    this.config = config;
  }

  /**
   * A manifest as it is registered now.
   *
   * @param created whether the module was not registered before
   * @param changed whether it was, but not with this manifest, or not at all
   */
  record Registration(ModuleState manifest, boolean created, boolean changed) {}

  /**
   * Registers a module, or its manifest anew. Saying the same again is a sign of life and changes
   * nothing. Once the module is on record, its objects follow some at a time.
   *
   * @throws ServiceException 409 when the id is a built-in module's, or the version is not newer
   */
  Registration register(ManifestRequest request) {
    List<FieldError> errors = request.problems();
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
    if (catalogue.builtIn(request.id())) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN, "The id is that of a built-in module");
    }
    inTransaction(() -> check(request));
    // Not while the row is locked, since the broker may be slow.
    makeTopic(request.id());
    Registration registration = inTransaction(() -> put(request));
    if (registration.created) {
      // The end of an earlier removal may have taken it away meanwhile.
      makeTopic(request.id());
    }
    settle(request.id());
    return registration;
  }

  private Registration put(ManifestRequest request) {
    store.holdEdits(request.id());
    Registration registration = check(request);
    store.put(registration.manifest);
    if (registration.changed) {
      events.installed(registration.manifest);
    }
    return registration;
  }

  /** What comes of it if nobody else registers the module meanwhile. */
  private Registration check(ManifestRequest request) {
    Optional<ModuleState> known =
        store
            .lock(request.id())
            .filter(each -> !each.removed())
            .map(ModuleStore.Registered::manifest);
    if (known.isEmpty() && store.count() >= config.most()) {
      throw new ServiceException(
          ErrorCode.CONFLICT, "No more than " + config.most() + " modules can be registered");
    }
    ModuleState manifest = request.manifest(version(request, known));
    return new Registration(
        manifest, known.isEmpty(), known.isEmpty() || !known.get().equals(manifest));
  }

  /**
   * Removes a module; its objects stay, of an unknown module now.
   *
   * @throws ServiceException 409 for a built-in one
   */
  void remove(String moduleId) {
    if (catalogue.builtIn(moduleId)) {
      throw new ServiceException(ErrorCode.BUILT_IN);
    }
    QuarkusTransaction.requiringNew().run(() -> takeOffRecord(moduleId));
    settle(moduleId);
  }

  private void takeOffRecord(String moduleId) {
    store.holdEdits(moduleId);
    ModuleStore.Registered known =
        store
            .lock(moduleId)
            .filter(each -> !each.removed())
            .orElseThrow(() -> new ServiceException(ErrorCode.MODULE_NOT_FOUND));
    precondition.check(
        known.manifest().version(),
        () -> Answer.ok(catalogue.find(moduleId).map(ModuleView::of).orElse(null)));
    while (secrets.keepSome(known.manifest())) {
      // Once it is gone nobody knows any more what is secret.
    }
    store.remove(moduleId);
    events.uninstalled(moduleId);
  }

  /** Tells the state topic of every registered module, in case it was wiped. */
  @Transactional
  public void tellAgain() {
    store.allLocked().forEach(each -> events.installed(each.manifest()));
  }

  /**
   * Finds who has come to life and who has died; their objects are still to be settled.
   *
   * @param mayDie false while too little was heard to call anybody dead
   */
  void judge(boolean mayDie) {
    store
        .judge(config.patience(), mayDie)
        .forEach(
            each ->
                Log.infof(
                    "Module %s %s",
                    each.moduleId(), each.alive() ? "lives" : "gives no sign of life"));
  }

  /** Goes on where somebody has put a module on record and did not come to tell its objects. */
  void settle() {
    store.unsettled().forEach(this::settle);
  }

  /** Tells the objects of a module what has become of it, and encrypts what became secret. */
  private void settle(String moduleId) {
    while (inTransaction(() -> settleSome(moduleId))) {
      // A transaction for some at a time, so that nobody waits long for their rows.
    }
  }

  /** With the module's row locked, so that nobody tells its objects anything else meanwhile. */
  private boolean settleSome(String moduleId) {
    ModuleStore.Registered module =
        store.lock(moduleId).filter(ModuleStore.Registered::unsettled).orElse(null);
    if (module == null) {
      return false;
    }
    boolean more =
        secrets.keepSome(module.manifest())
            || (module.removed()
                ? statuses.uninstalled(moduleId)
                : statuses.reportModule(moduleId, module.alive()));
    if (!more) {
      store.settled(moduleId);
    }
    return more;
  }

  private static <T> T inTransaction(Callable<T> work) {
    return QuarkusTransaction.requiringNew().call(work);
  }

  private static long version(ManifestRequest request, Optional<ModuleState> known) {
    if (known.isEmpty()) {
      return request.version() == null ? 1 : request.version();
    }
    long present = known.get().version();
    boolean same = request.manifest(present).equals(known.get());
    if (request.version() == null) {
      return same ? present : present + 1;
    }
    if (request.version() < present || request.version() == present && !same) {
      throw new ServiceException(
          ErrorCode.CONFLICT,
          "Version " + present + " is registered; another manifest needs a higher one",
          Map.of("version", present));
    }
    return request.version();
  }

  /** Ends a removal, unless the module was registered again meanwhile. */
  @Transactional
  public void takeTopicAway(String moduleId) {
    if (store.lock(moduleId).filter(ModuleStore.Registered::removed).isPresent()) {
      onBroker(() -> topics.remove(Topics.moduleRequests(moduleId)));
      store.forget(moduleId);
    }
  }

  private void makeTopic(String moduleId) {
    String kept = Long.toString(config.requestsKept().toMillis());
    Map<String, String> settings =
        Map.of(TopicConfig.RETENTION_MS_CONFIG, kept, TopicConfig.SEGMENT_MS_CONFIG, kept);
    onBroker(() -> topics.make(Topics.moduleRequests(moduleId), config.partitions(), settings));
  }

  private interface Work {
    void run() throws ExecutionException, InterruptedException;
  }

  private static void onBroker(Work work) {
    try {
      work.run();
    } catch (ExecutionException | KafkaException e) {
      Log.warnf("Topics of modules cannot be made or removed: %s", e.getMessage());
      throw new ServiceException(ErrorCode.UNAVAILABLE, "The broker cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(ErrorCode.UNAVAILABLE);
    }
  }
}
