package dev.castellan.gateway.identity;

import dev.castellan.gateway.audit.AuditKind;
import dev.castellan.gateway.audit.AuditService;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Turns the signing keys over. A new key is published first, signs once every verifier has had time
 * to fetch it, and stays published until the last token it has signed has expired: nobody is
 * refused because of a change of keys.
 */
@ApplicationScoped
class KeyService {

  /** Longer than a token that was signed at the last moment lives. */
  private static final Duration SPARE = Duration.ofMinutes(1);

  private final SigningKeyRepository keys;
  private final KeyRing ring;
  private final IdentityConfig config;
  private final AuditService audit;

  KeyService(SigningKeyRepository keys, KeyRing ring, IdentityConfig config, AuditService audit) {
    this.keys = keys;
    this.ring = ring;
    this.config = config;
    this.audit = audit;
  }

  /** Makes the first key of an installation, which may sign at once: nobody knows another. */
  @Transactional(Transactional.TxType.MANDATORY)
  void setUp() {
    if (keys.count() == 0) {
      SigningKey first = ring.generate();
      first.become(SigningKey.CURRENT);
      keys.persistAndFlush(first);
    }
    ring.use(keys.all());
  }

  @Transactional
  List<KeyView> all() {
    return keys.all().stream().map(KeyView::of).toList();
  }

  /** Publishes the key that will sign next; the one already published when there is one. */
  @Transactional
  KeyView publish() {
    List<SigningKey> locked = keys.lockAll();
    SigningKey next =
        in(SigningKey.NEXT, locked)
            .orElseGet(
                () -> {
                  SigningKey made = ring.generate();
                  keys.persistAndFlush(made);
                  audit.record(AuditKind.SIGNING_KEY_PUBLISHED, "key:" + made.kid(), null);
                  return made;
                });
    ring.use(keys.all());
    return KeyView.of(next);
  }

  /** Does what is due, and notices what another replica did. */
  @Scheduled(every = "${castellan.identity.keys.look-every:10S}")
  @Transactional
  void turn() {
    List<SigningKey> known = keys.all();
    if (known.isEmpty()) {
      // The installation is being set up.
      return;
    }
    if (isDue(known)) {
      turn(keys.lockAll());
      known = keys.all();
    }
    ring.use(known);
  }

  private boolean isDue(List<SigningKey> known) {
    Optional<SigningKey> next = in(SigningKey.NEXT, known);
    return next.isPresent() && isOlder(next.get(), config.keys().publishBefore())
        || next.isEmpty() && in(SigningKey.CURRENT, known).filter(this::isWorn).isPresent()
        || known.stream().anyMatch(this::isForgotten);
  }

  private void turn(List<SigningKey> locked) {
    SigningKey current = in(SigningKey.CURRENT, locked).orElseThrow();
    Optional<SigningKey> next = in(SigningKey.NEXT, locked);
    if (next.isEmpty() && isWorn(current)) {
      publish();
    } else if (next.isPresent() && isOlder(next.get(), config.keys().publishBefore())) {
      // In this order: only one may be current at any moment.
      current.become(SigningKey.RETIRED);
      keys.flush();
      next.get().become(SigningKey.CURRENT);
      audit.record(AuditKind.SIGNING_KEY_USED, "key:" + next.get().kid(), null);
    }
    locked.stream().filter(this::isForgotten).forEach(keys::delete);
    keys.flush();
  }

  private boolean isWorn(SigningKey current) {
    return isOlder(current, config.keys().life().minus(config.keys().publishBefore()));
  }

  private boolean isForgotten(SigningKey key) {
    return key.is(SigningKey.RETIRED) && isOlder(key, config.accessTokenLife().plus(SPARE));
  }

  private static boolean isOlder(SigningKey key, Duration age) {
    return key.changedAt().plus(age).isBefore(Instant.now());
  }

  private static Optional<SigningKey> in(String state, List<SigningKey> keys) {
    return keys.stream().filter(key -> key.is(state)).findFirst();
  }
}
