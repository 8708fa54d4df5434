package dev.castellan.objecttype.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Cost of hashed passwords, and how sealed ones follow a new key. */
@ConfigMapping(prefix = "castellan.object-secrets")
interface SecretsConfig {

  /** Memory of one Argon2id hash in KiB. */
  @WithDefault("19456")
  int memoryKib();

  /** Passes over it. */
  @WithDefault("2")
  int iterations();

  /** Hashes computed at the same time. */
  @WithDefault("2")
  int atOnce();

  /** How many more may wait for their turn. */
  @WithDefault("64")
  int waiting();

  /** Pause between two looks for secrets under an older key. */
  @WithDefault("1M")
  Duration rotateEvery();

  /** Wrong guesses of one caller about one secret within a minute, after which he has to wait. */
  @WithDefault("10")
  int wrongGuesses();
}
