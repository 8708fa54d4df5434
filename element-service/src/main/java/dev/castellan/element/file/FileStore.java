package dev.castellan.element.file;

import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Files in the database, in pieces, so that none is ever in memory as a whole. */
@ApplicationScoped
public class FileStore {

  private static final int PIECE = 256 * 1024;

  private static final String COLUMNS =
      "id, owner, name, mime, size, created_at, element_id, field_key from file";

  private static final String INSERT =
      """
      insert into file (id, owner, name, mime, size, created_at, unused_at)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private final Jdbc jdbc;

  FileStore(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a file that belongs to nothing yet; to be called in a transaction. */
  void insert(StoredFile file, InputStream content) throws IOException {
    jdbc.run(
        INSERT,
        insert -> {
          insert.setLong(1, file.id());
          insert.setLong(2, file.owner());
          insert.setString(3, file.name());
          insert.setString(4, file.mime());
          insert.setLong(5, file.size());
          insert.setObject(6, file.createdAt().atOffset(java.time.ZoneOffset.UTC));
          insert.setObject(7, file.createdAt().atOffset(java.time.ZoneOffset.UTC));
          return insert.executeUpdate();
        });
    int n = 0;
    for (byte[] piece = content.readNBytes(PIECE);
        piece.length > 0;
        piece = content.readNBytes(PIECE)) {
      insert(file.id(), n++, piece);
    }
  }

  private void insert(long id, int n, byte[] piece) {
    jdbc.run(
        "insert into file_chunk (file_id, n, data) values (?, ?, ?)",
        insert -> {
          insert.setLong(1, id);
          insert.setInt(2, n);
          insert.setBytes(3, piece);
          return insert.executeUpdate();
        });
  }

  public Optional<StoredFile> find(long id) {
    return jdbc.run(
        "select " + COLUMNS + " where id = ?",
        select -> {
          select.setLong(1, id);
          return Jdbc.rows(select, FileStore::file).stream().findFirst();
        });
  }

  /** These files, kept from the nightly purge and from others until the transaction ends. */
  public Map<Long, StoredFile> lock(Collection<Long> ids) {
    Map<Long, StoredFile> found = new HashMap<>();
    jdbc.run(
            "select " + COLUMNS + " where id = any (?) order by id for no key update",
            select -> {
              Jdbc.bind(select, 1, "bigint", ids, each -> each);
              return Jdbc.rows(select, FileStore::file);
            })
        .forEach(each -> found.put(each.id(), each));
    return found;
  }

  /** The file belongs to a field of an element from now on. */
  public void attach(long id, long initid, String fieldKey) {
    jdbc.run(
        "update file set element_id = ?, field_key = ?, unused_at = null where id = ?",
        update -> {
          update.setLong(1, initid);
          update.setString(2, fieldKey);
          update.setLong(3, id);
          return update.executeUpdate();
        });
  }

  /** Writes the whole content, piece by piece. */
  public void copy(long id, OutputStream out) throws IOException {
    int n = 0;
    for (Optional<byte[]> piece = piece(id, n); piece.isPresent(); piece = piece(id, ++n)) {
      out.write(piece.get());
    }
  }

  private Optional<byte[]> piece(long id, int n) {
    return jdbc.run(
        "select data from file_chunk where file_id = ? and n = ?",
        select -> {
          select.setLong(1, id);
          select.setInt(2, n);
          return Jdbc.rows(select, row -> row.getBytes(1)).stream().findFirst();
        });
  }

  private static StoredFile file(ResultSet row) throws SQLException {
    Instant created = Jdbc.instant(row, 6);
    return new StoredFile(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        created,
        row.getObject(7, Long.class),
        row.getString(8));
  }
}
