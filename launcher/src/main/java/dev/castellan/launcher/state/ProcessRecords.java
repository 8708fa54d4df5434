package dev.castellan.launcher.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of the processes of one suite: what a new supervisor knows of a lost one. */
public final class ProcessRecords {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessRecords.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".json";

  private final Path folder;

  /**
   * @param state an opened state folder
   */
  public ProcessRecords(StateFolder state) {
    this.folder = state.run();
  }

  /** Writes the record of a started process, replacing an earlier one of the same name. */
  public void put(ProcessRecord record) {
    Path file = folder.resolve(record.name() + SUFFIX);
    Path fresh = folder.resolve(record.name() + ".new");
    try {
      Files.write(fresh, JSON.writeValueAsBytes(record));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LauncherException("The record " + file + " cannot be written: " + e, e);
    }
  }

  /** Forgets a process that has ended. */
  public void remove(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name + SUFFIX));
    } catch (IOException e) {
      LOG.warn("The record of {} stays: {}", name, e.toString());
    }
  }

  /** The record of one process, if there is a readable one. */
  public Optional<ProcessRecord> find(String name) {
    Path file = folder.resolve(name + SUFFIX);
    return Files.exists(file) ? Optional.ofNullable(read(file)) : Optional.empty();
  }

  /** All records, also of processes that have ended since. */
  public List<ProcessRecord> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(ProcessRecords::read)
          .filter(Objects::nonNull)
          .toList();
    } catch (IOException e) {
      throw new LauncherException("The folder " + folder + " cannot be read: " + e, e);
    }
  }

  private static ProcessRecord read(Path file) {
    try {
      return JSON.readValue(file.toFile(), ProcessRecord.class);
    } catch (IOException e) {
      LOG.warn("The record {} is not readable: {}", file, e.toString());
      return null;
    }
  }
}
