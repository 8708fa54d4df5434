package dev.castellan.launcher.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * One record of a dead-letter topic. What the outbox has written over, CloudEvents attributes and
 * content type, stands in headers of the same name behind a prefix.
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

  static final String SUFFIX = ".dlq";
  private static final String PREFIX = "castellan_dlq_";
  private static final String REPLAYED = PREFIX + "replayed";
  private static final String CONTENT_TYPE = "content-type";

  /** Place on its dead-letter topic, by which it is chosen. */
  public long offset() {
    return record.offset();
  }

  /** One line for people. */
  public String describe() {
    return String.join(
        "  ",
        Long.toString(offset()),
        header(PREFIX + "event_id"),
        header(PREFIX + "ce_type"),
        "key=" + (record.key() == null ? "-" : text(record.key())),
        header(PREFIX + "ce_time"),
        "from "
            + header(PREFIX + "topic")
            + "-"
            + header(PREFIX + "partition")
            + "@"
            + header(PREFIX + "offset"),
        header(PREFIX + "reason"));
  }

  /** The record as it once arrived; its id is the same, so it has no second effect. */
  ProducerRecord<byte[], byte[]> original() {
    String dead = record.topic();
    List<Header> headers =
        StreamSupport.stream(record.headers().spliterator(), false)
            .flatMap(each -> restored(each).stream())
            .toList();
    return new ProducerRecord<>(
        dead.substring(0, dead.length() - SUFFIX.length()),
        null,
        record.key(),
        record.value(),
        headers);
  }

  /** Says on the dead-letter topic that this letter was sent again. */
  ProducerRecord<byte[], byte[]> mark() {
    byte[] offset = Long.toString(offset()).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.key(),
        null,
        List.of(new RecordHeader(REPLAYED, offset)));
  }

  /** Offset of the letter that this record, a mark, is about; empty for a letter. */
  Optional<Long> marked() {
    return value(REPLAYED).map(Long::valueOf);
  }

  private static Optional<Header> restored(Header header) {
    String name = header.key();
    if (name.startsWith(PREFIX)) {
      String original = name.substring(PREFIX.length());
      return original.startsWith("ce_") || original.equals(CONTENT_TYPE)
          ? Optional.of(new RecordHeader(original, header.value()))
          : Optional.empty();
    }
    return name.startsWith("ce_") || name.equals(CONTENT_TYPE)
        ? Optional.empty()
        : Optional.of(header);
  }

  private String header(String name) {
    return value(name).orElse("-");
  }

  private Optional<String> value(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(text(header.value()));
  }

  /** Keys and reasons come from elsewhere: no control character gets to a terminal. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
  }
}
