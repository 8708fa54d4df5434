package dev.castellan.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build wrote down about itself. */
public final class BuildVersion {

  private static final Properties VALUES = load();

  private BuildVersion() {}

  /** The version of Castellan. */
  public static String castellan() {
    return VALUES.getProperty("version");
  }

  /** The release of the PostgreSQL binaries that were built in. */
  public static String postgres() {
    return VALUES.getProperty("postgres");
  }

  private static Properties load() {
    try (InputStream in = BuildVersion.class.getResourceAsStream("/castellan-version.properties")) {
      Properties it = new Properties();
      it.load(in);
      return it;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
