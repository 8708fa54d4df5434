package dev.castellan.smartobject.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleReply;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.direct.DirectSender;
import dev.castellan.smartobject.module.ConfiguredSettings;
import dev.castellan.smartobject.module.DeviceCall;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.Discretion;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls external modules and waits for their answers. A request names a token that nobody can guess
 * and that counts once, so an answer cannot be forged, nor given twice.
 */
@ApplicationScoped
class ModuleCalls {

  private static final int TOKEN_BYTES = 16;
  private static final int LARGEST_REQUEST = 900 * 1024;

  /** The engine ends calls at their deadline; this is so that it is the one that does. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final DirectSender sender;
  private final ModuleResults results;
  private final ObjectMapper mapper;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  ModuleCalls(DirectSender sender, ModuleResults results, ObjectMapper mapper) {
    this.sender = sender;
    this.results = results;
    this.mapper = mapper;
    results.onReply(this::replied);
  }

  record Call(
      ModuleState manifest,
      DeviceSettings object,
      ConfiguredSettings settings,
      DeviceCall device) {}

  private record Waiting(String moduleId, CompletableFuture<ModuleReply> reply) {}

  Map<String, Object> call(Call call) throws DeviceException, InterruptedException {
    Instant end = call.device.deadline().plus(GRACE);
    if (!results.awaitListening(Duration.between(Instant.now(), end))) {
      throw DeviceException.unreachable("The module cannot be heard");
    }
    String token = token();
    CompletableFuture<ModuleReply> reply = new CompletableFuture<>();
    waiting.put(token, new Waiting(call.manifest.id(), reply));
    try {
      send(call, token, end);
      return read(await(reply, end), call.settings.discretion());
    } finally {
      waiting.remove(token);
    }
  }

  private void send(Call call, String token, Instant end)
      throws DeviceException, InterruptedException {
    byte[] request = bytes(ModuleRequest.of(call, token));
    if (request.length > LARGEST_REQUEST) {
      throw DeviceException.refused("The arguments are too large for the module");
    }
    String module = call.manifest.id();
    String key = Long.toString(call.object.smartobjectId());
    await(sender.send(Topics.moduleRequests(module), key, request), end);
  }

  private void replied(ModuleReply reply) {
    Waiting call = reply.replyToken() == null ? null : waiting.get(reply.replyToken());
    if (call != null
        && call.moduleId.equals(reply.module())
        && waiting.remove(reply.replyToken(), call)) {
      call.reply.complete(reply);
    }
  }

  private static Map<String, Object> read(ModuleReply reply, Discretion discretion)
      throws DeviceException {
    if ("succeeded".equals(reply.status())) {
      return discretion.result(reply.result() == null ? Map.of() : reply.result());
    }
    String said = discretion.failure(reply.message());
    String message = said == null || said.isEmpty() ? "The module failed" : said;
    if (Boolean.TRUE.equals(reply.mayHaveActed())) {
      throw DeviceException.unanswered(message);
    }
    throw Boolean.TRUE.equals(reply.temporary())
        ? DeviceException.unreachable(message)
        : DeviceException.refused(message);
  }

  private static <T> T await(Future<T> result, Instant end)
      throws DeviceException, InterruptedException {
    try {
      long left = Duration.between(Instant.now(), end).toMillis();
      return result.get(Math.max(1, left), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw DeviceException.unanswered("The module did not answer in time");
    } catch (ExecutionException e) {
      throw DeviceException.unanswered("The module cannot be reached");
    }
  }

  private String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] bytes(ModuleRequest request) throws DeviceException {
    try {
      return mapper.writeValueAsBytes(request);
    } catch (JsonProcessingException e) {
      throw DeviceException.refused("A value cannot be sent");
    }
  }
}
