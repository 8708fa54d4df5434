package dev.castellan.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Values that exist once in the test JVM. Quarkus loads this library anew with each application it
 * starts; what must outlive that (servers, keys) is kept in the copy that the system class loader
 * holds. Values must therefore be of types of the JDK.
 */
public final class JvmWide {

  /** Reached by reflection, from copies of this class in other class loaders. */
  public static final Map<String, Object> VALUES = new ConcurrentHashMap<>();

  private JvmWide() {}

  /** The value, made by the first who asks. */
  static <T> T once(String name, Class<T> type, Supplier<T> make) {
    Map<String, Object> values = values();
    synchronized (values) {
      Object known = values.get(name);
      if (known == null) {
        // Not computeIfAbsent: making one value may ask for another.
        known = make.get();
        values.put(name, known);
      }
      return type.cast(known);
    }
  }

  static void put(String name, Object value) {
    values().put(name, value);
  }

  /** The value, or null. */
  static <T> T get(String name, Class<T> type) {
    return type.cast(values().get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> values() {
    try {
      return (Map<String, Object>)
          ClassLoader.getSystemClassLoader()
              .loadClass(JvmWide.class.getName())
              .getField("VALUES")
              .get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("castellan-testing is not on the test class path", e);
    }
  }
}
