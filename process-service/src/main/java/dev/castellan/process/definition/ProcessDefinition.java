package dev.castellan.process.definition;

import dev.castellan.contracts.Caller;
import java.util.List;

/**
 * What an execution needs to know of a process, as it was at one version.
 *
 * @param enable state when it was read; the row's own where it matters
 * @param profiles who may execute it, besides admin
 */
public record ProcessDefinition(
    long id,
    String reference,
    Mode mode,
    int enable,
    long version,
    List<ActionDefinition> actions,
    List<InputDefinition> inputs,
    List<Long> profiles) {

  /** The same with its actions in another form. */
  ProcessDefinition with(List<ActionDefinition> others) {
    return new ProcessDefinition(id, reference, mode, enable, version, others, inputs, profiles);
  }

  public boolean mayExecute(Caller caller) {
    return caller.admin() || profiles.contains(caller.profileId());
  }

  /** Whether something that carries this {@code enable} takes part in a run that starts so. */
  public boolean takesPart(int enableOfPart, int state) {
    return mode == Mode.SIMPLE || enableOfPart == state;
  }
}
