package dev.castellan.objecttype.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets nobody guess a password by trying, on one replica. */
@ApplicationScoped
class Guesses {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_KNOWN = 100_000;

  private final int allowed;
  private final Cache<Guess, AtomicInteger> wrong =
      Caffeine.newBuilder().expireAfterWrite(WINDOW).maximumSize(MOST_KNOWN).build();

  Guesses(SecretsConfig config) {
    this.allowed = config.wrongGuesses();
  }

  /** Who guesses what. */
  record Guess(long user, UUID object, UUID property) {}

  /**
   * Counts a guess as wrong until it turns out to be right.
   *
   * @throws ServiceException 429 after too many wrong ones
   */
  void begin(Guess guess) {
    if (wrong.get(guess, each -> new AtomicInteger()).incrementAndGet() > allowed) {
      throw new ServiceException(
          ErrorCode.TOO_MANY_REQUESTS,
          ErrorCode.TOO_MANY_REQUESTS.title(),
          null,
          Map.of("Retry-After", String.valueOf(WINDOW.toSeconds())));
    }
  }

  void right(Guess guess) {
    wrong.invalidate(guess);
  }
}
