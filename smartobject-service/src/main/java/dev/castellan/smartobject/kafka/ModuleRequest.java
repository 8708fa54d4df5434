package dev.castellan.smartobject.kafka;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What an external module is asked to do, as it stands on its topic. Key: smartobject id.
 *
 * @param replyToken to be repeated in the answer; counts once
 * @param executionId stays the same when an idempotent action is tried again
 * @param attempt counts from 1
 * @param moduleVersion of the manifest that the arguments were checked by
 * @param settings of the object that the manifest declares, secrets in clear
 * @param arguments checked and completed with defaults, secrets in clear
 * @param deadline nobody waits any longer
 */
record ModuleRequest(
    String replyToken,
    UUID executionId,
    int attempt,
    String module,
    long moduleVersion,
    Target smartobject,
    Map<String, Object> settings,
    String action,
    Map<String, Object> arguments,
    Instant deadline) {

  /**
   * @param version counts edits of the object
   */
  record Target(long id, String reference, long version) {}

  static ModuleRequest of(ModuleCalls.Call call, String replyToken) {
    return new ModuleRequest(
        replyToken,
        call.device().executionId(),
        call.device().attempt(),
        call.manifest().id(),
        call.manifest().version(),
        new Target(
            call.object().smartobjectId(), call.object().reference(), call.object().version()),
        call.settings().values(),
        call.device().action(),
        call.device().arguments(),
        call.device().deadline());
  }

  /** Never the settings or the arguments: some are secrets. */
  @Override
  public String toString() {
    return "request " + executionId + " to module " + module;
  }
}
