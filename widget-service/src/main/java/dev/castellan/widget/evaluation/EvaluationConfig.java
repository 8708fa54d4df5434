package dev.castellan.widget.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How sources are asked for their values. */
@ConfigMapping(prefix = "castellan.evaluation")
public interface EvaluationConfig {

  /** How long an answer is waited for. */
  @WithDefault("2S")
  Duration timeout();

  /** Questions under way at once. */
  @WithDefault("64")
  int atOnce();

  /** Of them, questions to one smart object. */
  @WithDefault("8")
  int atOnceOfOne();

  /** Of them, questions to smart objects that did not answer the last time. */
  @WithDefault("16")
  int atOnceDoubtful();

  /** Questions that wait for their turn; beyond it they fail at once. */
  @WithDefault("20000")
  int waiting();

  /** The answers that are kept take so much of the memory: one part of so many. */
  @WithDefault("16")
  int cacheShare();

  /** An object that has not answered by then is taken for one that does not. */
  @WithDefault("300MS")
  Duration suspicion();
}
