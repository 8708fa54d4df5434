package dev.castellan.smartobject.declared;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shipped modules against a peer that speaks the light API of the bridge. */
@QuarkusTest
@WithTestResource(Backends.class)
class HueBridgeTest {

  private static final String KEY = "kX9-secret-application-key";
  private static final String LAMP = "/api/" + KEY + "/lights/1";

  @RegisterExtension
  static final WireMockExtension BRIDGE =
      WireMockExtension.newInstance()
          .options(options().bindAddress("127.0.0.1").dynamicPort())
          .build();

  @Test
  void shouldListTheModules() {
    asAdmin().get("/modules").then().body("data.id", hasItems("hue-light", "hue-plug", "webhook"));
    asAdmin()
        .get("/modules/hue-light")
        .then()
        .body("data.kind", equalTo("http"))
        .body("data.settings.find { it.id == 'username' }.secret", equalTo(true))
        .body("data.actions.find { it.id == 'turnOff' }.idempotent", equalTo(true));
  }

  @Test
  void shouldReadTheStateOfALamp() {
    int lamp = lamp("hue-light");
    BRIDGE.stubFor(
        WireMock.get(LAMP)
            .willReturn(
                okJson(
                    """
                    {"state":{"on":true,"bri":200,"xy":[0.3,0.4],"reachable":true},
                     "name":"Hall"}
                    """)));

    act(lamp, "getState", "{}")
        .statusCode(200)
        .body("data.on", equalTo(true))
        .body("data.brightness", equalTo(200))
        .body("data.reachable", equalTo(true));
    BRIDGE.verify(getRequestedFor(urlEqualTo(LAMP)));
  }

  @Test
  void shouldSendTheBridgeWhatItTakes() {
    int lamp = lamp("hue-light");
    BRIDGE.stubFor(put(LAMP + "/state").willReturn(okJson("[{\"success\":{\"on\":true}}]")));

    act(lamp, "turnOn", "{\"settings\":{\"brightness\":\"200\"}}")
        .statusCode(200)
        .body("data", equalTo(Map.of("on", true, "brightness", 200)));
    act(lamp, "turnOn", "{}").body("data.brightness", equalTo(254));
    act(lamp, "turnOn", "{\"settings\":{\"brightness\":256}}").statusCode(422);
    act(lamp, "setColor", "{\"settings\":{\"color\":\"#ff0000\"}}").statusCode(200);
    act(lamp, "turnOff", "{}").body("data", equalTo(Map.of("on", false)));

    sent("{\"on\":true,\"bri\":200}");
    sent("{\"on\":true,\"bri\":254}");
    sent("{\"on\":true,\"xy\":[0.6401,0.33]}");
    sent("{\"on\":false}");
    BRIDGE.verify(4, putRequestedFor(urlEqualTo(LAMP + "/state")));
  }

  @Test
  void shouldTellWhatTheBridgeRefused() {
    int plug = lamp("hue-plug");
    BRIDGE.stubFor(
        put(LAMP + "/state")
            .willReturn(
                okJson(
                    """
                    [{"success":{"/lights/1/state/on":true}},
                     {"error":{"type":201,"address":"/lights/1/state/bri",
                      "description":"parameter, bri, is not modifiable. %s"}}]
                    """
                        .formatted(KEY))));

    act(plug, "turnOn", "{}")
        .statusCode(502)
        .body("code", equalTo("action-failed"))
        .body("message", equalTo("parameter, bri, is not modifiable. •••••"));
    BRIDGE.verify(1, putRequestedFor(urlEqualTo(LAMP + "/state")));
  }

  @Test
  void shouldCutOffABridgeThatIsSlow() {
    int plug = lamp("hue-plug");
    BRIDGE.stubFor(put(LAMP + "/state").willReturn(okJson("[]").withFixedDelay(30_000)));

    act(plug, "turnOn", "{}").statusCode(504).body("code", equalTo("action-timed-out"));
  }

  @Test
  void shouldAskAgainOnlyForWhatMayHappenTwice() {
    int hook = hook();
    BRIDGE.stubFor(post("/hook").willReturn(serviceUnavailable()));
    BRIDGE.stubFor(
        put("/hook")
            .inScenario("busy")
            .whenScenarioStateIs(STARTED)
            .willReturn(serviceUnavailable())
            .willSetStateTo("free"));
    BRIDGE.stubFor(
        put("/hook")
            .inScenario("busy")
            .whenScenarioStateIs("free")
            .willReturn(okJson("{\"ok\":1}")));

    act(hook, "send", "{}")
        .statusCode(502)
        .body("message", equalTo("The device answered with status 503"));
    act(hook, "put", "{}").statusCode(200).body("data.answer.ok", equalTo(1));
    BRIDGE.verify(1, postRequestedFor(urlEqualTo("/hook")));
    BRIDGE.verify(2, putRequestedFor(urlEqualTo("/hook")));
  }

  @Test
  void shouldNotCallAFailureWhatMayHaveBeenDoneBehindAProxyOrARedirect() {
    int hook = hook();
    for (int status : List.of(502, 504)) {
      BRIDGE.stubFor(post("/hook").willReturn(aResponse().withStatus(status)));
      act(hook, "send", "{}").statusCode(502).body("code", equalTo("action-outcome-unknown"));
    }
    BRIDGE.stubFor(
        post("/hook").willReturn(aResponse().withStatus(303).withHeader("Location", "/result")));
    BRIDGE.stubFor(WireMock.get("/result").willReturn(aResponse().withStatus(404)));
    act(hook, "send", "{}").statusCode(502).body("code", equalTo("action-outcome-unknown"));
    BRIDGE.stubFor(
        post("/hook")
            .willReturn(aResponse().withStatus(303).withHeader("Location", "http://127.0.0.2/")));
    act(hook, "send", "{}").statusCode(502).body("code", equalTo("action-outcome-unknown"));
    BRIDGE.stubFor(post("/hook").willReturn(aResponse().withStatus(500)));
    act(hook, "send", "{}").statusCode(502).body("code", equalTo("action-failed"));
  }

  @Test
  void shouldSendAWebhookItsJsonAndItsSecret() {
    int hook = hook();
    BRIDGE.stubFor(
        post("/hook").willReturn(aResponse().withBody("thanks, Bearer " + KEY + " " + KEY)));
    String json = "{\"a\": [1, 2.50, \"{url}\"]}";

    act(hook, "send", "{\"settings\":{\"body\":\"" + json.replace("\"", "\\\"") + "\"}}")
        .statusCode(200)
        .body("data.answer", equalTo("thanks, ••••• •••••"));
    BRIDGE.verify(
        postRequestedFor(urlEqualTo("/hook"))
            .withHeader("Authorization", WireMock.equalTo("Bearer " + KEY))
            .withHeader("Content-Type", WireMock.equalTo("application/json"))
            .withRequestBody(equalToJson(json)));
    act(hook, "send", "{\"settings\":{\"body\":\"{broken\"}}")
        .statusCode(502)
        .body("message", equalTo("body is not JSON"));
  }

  @Test
  void shouldKeepASecretWhoseMaskIsSentBack() {
    int hook = hook();
    BRIDGE.stubFor(post("/hook").willReturn(aResponse().withBody("thanks")));

    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"authorization\",\"value\":\"•••••\"}")
        .post("/smartobjects/{id}/settings", hook)
        .then()
        .statusCode(200);

    act(hook, "send", "{}").statusCode(200);
    BRIDGE.verify(
        postRequestedFor(urlEqualTo("/hook"))
            .withHeader("Authorization", WireMock.equalTo("Bearer " + KEY)));
    asAdmin()
        .contentType("application/json")
        .body(
            "{\"module\":\"webhook\",\"reference\":\"%s\",\"settings\":{\"url\":\"%s\",\"authorization\":\"•••••\"}}"
                .formatted(UUID.randomUUID(), BRIDGE.baseUrl()))
        .post("/smartobjects")
        .then()
        .statusCode(422)
        .body("data.field", hasItems("settings.authorization"));
  }

  @Test
  void shouldSendNoHeaderForASettingThatIsNotSet() {
    int hook = create("webhook", "{\"url\":\"%s/bare\"}".formatted(BRIDGE.baseUrl()));
    BRIDGE.stubFor(WireMock.get("/bare").willReturn(okJson("[1]")));

    act(hook, "get", "{}").statusCode(200).body("data.answer", equalTo(List.of(1)));
    BRIDGE.verify(getRequestedFor(urlEqualTo("/bare")).withHeader("Authorization", absent()));
  }

  @Test
  void shouldRefuseAnAnswerThatIsTooLarge() {
    int hook = hook();
    BRIDGE.stubFor(WireMock.get("/hook").willReturn(aResponse().withBody("x".repeat(1_100_000))));
    act(hook, "get", "{}")
        .statusCode(502)
        .body("message", equalTo("The answer of the device is too large"));
    BRIDGE.stubFor(WireMock.get("/hook").willReturn(aResponse().withBody("x".repeat(300_000))));
    act(hook, "get", "{}").statusCode(502);
  }

  @Test
  void shouldKeepWhatADatabaseCannotHoldOutOfARecord() {
    int hook = hook();
    BRIDGE.stubFor(put("/hook").willReturn(okJson("{\"a\":\"x\\u0000y\",\"b\":\"\\ud800\"}")));

    act(hook, "put", "{}").statusCode(200).body("data.answer.a", equalTo("x\ufffdy"));
  }

  @Test
  void shouldRefuseAddressesThatAreNotForDevices() {
    int inside =
        create("webhook", "{\"url\":\"http://127.0.0.2:%d/hook\"}".formatted(BRIDGE.getPort()));
    int file = create("webhook", "{\"url\":\"file:///etc/passwd\"}");

    act(inside, "get", "{}")
        .statusCode(502)
        .body("message", equalTo("The address of the device is not allowed"));
    act(file, "get", "{}").statusCode(502).body("message", containsString("not an http or https"));
  }

  @Test
  void shouldNeverShowASecretThatTheDeviceRepeats() {
    int hook = hook();
    BRIDGE.stubFor(put("/hook").willReturn(okJson("{\"you\":\"said Bearer " + KEY + "\"}")));

    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_EVENTS)) {
      act(hook, "put", "{}").statusCode(200).body("data.answer.you", equalTo("said •••••"));
      assertThat(probe.await(ActionExecuted.class, each -> each.smartobjectId() == hook).result())
          .isEqualTo(Map.of("answer", Map.of("you", "said •••••")));
    }
    asAdmin()
        .get("/smartobjects/{id}", hook)
        .then()
        .body("data.settings.find { it.reference == 'authorization' }.value", equalTo("•••••"))
        .body(not(containsString(KEY)));
    asAdmin()
        .get("/smartobjects/{id}/executions", hook)
        .then()
        .body("data.size()", equalTo(1))
        .body("data[0].result.answer.you", equalTo("said •••••"));
  }

  private static void sent(String body) {
    BRIDGE.verify(
        1, putRequestedFor(urlEqualTo(LAMP + "/state")).withRequestBody(equalToJson(body)));
  }

  private static int lamp(String module) {
    return create(
        module,
        "{\"bridge\":\"%s/\",\"username\":\"%s\",\"light\":1}".formatted(BRIDGE.baseUrl(), KEY));
  }

  private static int hook() {
    return create(
        "webhook",
        "{\"url\":\"%s/hook\",\"authorization\":\"Bearer %s\"}".formatted(BRIDGE.baseUrl(), KEY));
  }

  private static int create(String module, String settings) {
    return asAdmin()
        .contentType("application/json")
        .body(
            "{\"module\":\"%s\",\"reference\":\"%s\",\"settings\":%s}"
                .formatted(module, UUID.randomUUID(), settings))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .body(not(containsString(KEY)))
        .extract()
        .path("data.id");
  }
}
