package dev.castellan.web.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Secret arguments of actions. Where they wait or travel, {@code {"sealed": text}} stands in place
 * of the value: no parameter takes such a value, so it cannot be meant otherwise. Where they are
 * shown, or needed no more, the mask does.
 */
@ApplicationScoped
public class SecretArguments {

  /** Stands for every secret. */
  public static final String MASK = "•••••";

  private static final String SEALED = "sealed";

  private final SecretBox box;
  private final ObjectMapper mapper;

  SecretArguments(SecretBox box, ObjectMapper mapper) {
    this.box = box;
    this.mapper = mapper;
  }

  /** Where the arguments of a command are at home; its sender and its receiver must agree. */
  public static String ofCommand(UUID executionId, String action) {
    return "command:" + executionId + ":" + action;
  }

  /**
   * The arguments with those sealed that are secret and not sealed already.
   *
   * @param home what they belong to; a sealed one is bound to it and to its name
   */
  public Map<String, Object> seal(Map<String, Object> arguments, Set<String> secret, String home) {
    return replace(
        arguments,
        (name, value) ->
            secret.contains(name) && value != null && !isSealed(value)
                ? Map.of(SEALED, box.seal(json(value), purpose(home, name)))
                : value);
  }

  /**
   * The arguments in clear.
   *
   * @throws IllegalStateException when a sealed one cannot be opened: its key is not configured, or
   *     it was sealed for another home
   */
  public Map<String, Object> open(Map<String, Object> arguments, String home) {
    return replace(
        arguments, (name, value) -> isSealed(value) ? open(value, purpose(home, name)) : value);
  }

  /**
   * The arguments with those sealed anew that are not under the current key.
   *
   * @throws IllegalStateException as {@link #open} does
   */
  public Map<String, Object> reseal(Map<String, Object> arguments, String home) {
    return replace(
        arguments,
        (name, value) ->
            isSealed(value) && !text(value).startsWith(box.currentKeyId() + ":")
                ? Map.of(SEALED, box.reseal(text(value), purpose(home, name)))
                : value);
  }

  private Object open(Object sealed, String purpose) {
    try {
      return value(box.open(text(sealed), purpose));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalStateException("sealed argument is garbled", e);
    }
  }

  /** Whether any of them is sealed. */
  public static boolean anySealed(Map<String, Object> arguments) {
    return arguments.values().stream().anyMatch(SecretArguments::isSealed);
  }

  /** Whether it stands for a secret. */
  public static boolean isSealed(Object value) {
    return value instanceof Map<?, ?> map && map.size() == 1 && map.get(SEALED) instanceof String;
  }

  /** The arguments as anybody may see them: the mask in place of what is sealed. */
  public static Map<String, Object> mask(Map<String, Object> arguments) {
    return mask(arguments, Set.of());
  }

  /** The same with the mask also in place of the named ones, sealed or not. */
  public static Map<String, Object> mask(Map<String, Object> arguments, Set<String> secret) {
    return replace(
        arguments,
        (name, value) -> isSealed(value) || value != null && secret.contains(name) ? MASK : value);
  }

  /** The very same map when nothing is replaced. */
  private static Map<String, Object> replace(
      Map<String, Object> arguments, BiFunction<String, Object, Object> replacement) {
    Map<String, Object> replaced = null;
    for (Map.Entry<String, Object> each : arguments.entrySet()) {
      Object value = replacement.apply(each.getKey(), each.getValue());
      if (value != each.getValue()) {
        // Most have none, and are read often.
        replaced = replaced == null ? new LinkedHashMap<>(arguments) : replaced;
        replaced.put(each.getKey(), value);
      }
    }
    return replaced == null ? arguments : replaced;
  }

  private static String text(Object sealed) {
    return (String) ((Map<?, ?>) sealed).get(SEALED);
  }

  private static String purpose(String home, String name) {
    return "argument:" + home + ":" + name;
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("argument cannot be written", e);
    }
  }

  private Object value(String json) {
    try {
      return mapper.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("argument cannot be read", e);
    }
  }
}
