package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceCall;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.Discretion;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.secret.SecretArguments;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Secret arguments of calls: sealed from the moment they are accepted, so that rows and logs never
 * hold them, and in clear for the driver alone.
 */
@ApplicationScoped
class CallSecrets {

  private final SecretArguments secrets;

  CallSecrets(SecretArguments secrets) {
    this.secrets = secrets;
  }

  /** The arguments of a call in clear, checked; commands come with the secret ones sealed. */
  Arguments read(ModuleState.Action action, ActionCall call) {
    if (call.direct()) {
      return Arguments.read(action, call.arguments());
    }
    String home = SecretArguments.ofCommand(call.answerTo().executionId(), call.action());
    try {
      return Arguments.read(action, secrets.open(call.arguments(), home));
    } catch (IllegalStateException e) {
      Log.warnf("Command %s: %s", call.id(), e.getMessage());
      FieldError unreadable =
          new FieldError("settings", "hold a secret that cannot be opened; is its key configured?");
      return new Arguments(Map.of(), List.of(unreadable));
    }
  }

  /** The call as it waits for its device. */
  ActionCall sealed(ModuleState.Action action, ActionCall call, Map<String, Object> arguments) {
    return call.with(secrets.seal(arguments, action.secrets(), home(call.id(), call.action())));
  }

  /** The call as it is kept once it has ended. */
  static ActionCall masked(ModuleState.Action action, ActionCall call) {
    return call.with(SecretArguments.mask(call.arguments(), action.secrets()));
  }

  /**
   * Has a device do a call, its secrets in clear; what the device says comes back without them.
   *
   * @param call with its secret arguments sealed
   */
  Map<String, Object> execute(Device device, DeviceCall call)
      throws DeviceException, InterruptedException {
    if (!SecretArguments.anySealed(call.arguments())) {
      return device.execute(call);
    }
    Map<String, Object> clear = opened(call);
    Discretion discretion = discretion(call.arguments(), clear);
    try {
      return discretion.result(device.execute(call.with(clear)));
    } catch (DeviceException e) {
      throw e.saying(discretion.failure(e.getMessage()));
    }
  }

  private Map<String, Object> opened(DeviceCall call) throws DeviceException {
    try {
      return secrets.open(call.arguments(), home(call.executionId(), call.action()));
    } catch (IllegalStateException e) {
      Log.warnf("Execution %s: %s", call.executionId(), e.getMessage());
      throw DeviceException.refused("A secret argument cannot be opened; is its key configured?");
    }
  }

  private static Discretion discretion(Map<String, Object> sealed, Map<String, Object> clear) {
    List<String> values = new ArrayList<>();
    sealed.forEach(
        (name, value) -> {
          if (SecretArguments.isSealed(value)) {
            values.add(clear.get(name).toString());
          }
        });
    return new Discretion(values);
  }

  private static String home(UUID executionId, String action) {
    return "execution:" + executionId + ":" + action;
  }
}
