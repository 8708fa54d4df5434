package dev.castellan.testing;

/** Between the service under test and its servers; put into the test's fields of this type. */
public record Cables(CutCable postgres, CutCable kafka) {

  static Cables lay() {
    PostgresServer postgres = PostgresServer.shared();
    return new Cables(CutCable.to("127.0.0.1", postgres.port()), KafkaServer.shared().cable());
  }

  void remove() {
    postgres.close();
    kafka.close();
  }
}
