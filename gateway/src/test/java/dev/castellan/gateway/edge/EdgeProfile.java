package dev.castellan.gateway.edge;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A gateway at the edge: an external issuer, a web page elsewhere, TLS, rates that are limited.
 * What is said here goes before what {@code FakeServices} says.
 */
public final class EdgeProfile implements QuarkusTestProfile {

  static final String PAGE = "https://panel.example.org";

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new HashMap<>();
    settings.put("castellan.cors.origins", PAGE);
    settings.put("castellan.limits.user.execute", "3/1M");
    settings.put("castellan.limits.profile.guest.execute", "5/1M");
    settings.put("castellan.security.external.profile-claim", "realm_access.roles");
    settings.put("castellan.limits.in-flight", "4");
    settings.put("castellan.limits.streams", "2");
    settings.put("castellan.limits.user.login", "1000/1M");
    settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
    settings.put("quarkus.http.proxy.allow-x-forwarded", "true");
    settings.put("quarkus.http.proxy.trusted-proxies", "127.0.0.1");
    settings.put("quarkus.http.test-ssl-port", "0");
    settings.put("castellan.proxy.breaker.window", "4");
    settings.put("castellan.proxy.breaker.least", "4");
    // Long enough to be looked at.
    settings.put("castellan.proxy.breaker.pause", "5S");
    settings.put("castellan.proxy.max-wait", "1M");
    settings.put("castellan.proxy.least-bytes-per-second", "256");
    return settings;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(OtherIssuer.class), new TestResourceEntry(OwnCertificate.class));
  }
}
