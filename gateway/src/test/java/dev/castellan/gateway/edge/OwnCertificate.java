package dev.castellan.gateway.edge;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.Map;

/** A certificate that nobody else trusts, given as an operator would give a real one. */
public final class OwnCertificate implements QuarkusTestResourceLifecycleManager {

  private SelfSignedCertificate certificate;

  @Override
  public Map<String, String> start() {
    certificate = SelfSignedCertificate.create("localhost");
    return Map.of(
        "quarkus.http.ssl.certificate.files", certificate.certificatePath(),
        "quarkus.http.ssl.certificate.key-files", certificate.privateKeyPath());
  }

  @Override
  public void stop() {
    certificate.delete();
  }
}
