package dev.castellan.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds requests to the rates that are configured, behind the gate, where it is known who asks.
 * Counted in memory: each replica counts what it sees. Answers tell what is left as {@code
 * RateLimit} and {@code RateLimit-Policy} (IETF draft on rate limit fields).
 */
@ApplicationScoped
class RateLimits {

  /** After the gate and before anybody answers. */
  private static final int AFTER_THE_GATE = 600;

  private static final int MOST_BUCKETS = 100_000;

  private final Map<String, Rate> ofUser = new HashMap<>();
  private final Map<String, Map<String, Rate>> ofProfile = new HashMap<>();
  private final FailureWriter failures;
  private final Cache<Owner, Bucket> buckets;

  private record Owner(String kind, Object id, String rateClass) {}

  private record Limit(String name, Rate rate, Owner owner) {}

  /** What one request took from one bucket, and what is left there. */
  private record Taken(Limit limit, Bucket bucket, ConsumptionProbe probe, long left) {

    Taken givenBack() {
      bucket.addTokens(1);
      return new Taken(limit, bucket, probe, left + 1);
    }

    String policy() {
      return limit.rate().policy(limit.name());
    }

    String state() {
      long reset = seconds(probe.getNanosToWaitForReset());
      return "\"" + limit.name() + "\";r=" + left + ";t=" + reset;
    }
  }

  RateLimits(LimitsConfig config, FailureWriter failures) {
    this.failures = failures;
    config.user().forEach((rateClass, rate) -> ofUser.put(rateClass, Rate.parse(rate)));
    config
        .profile()
        .forEach(
            (profile, rates) -> {
              Map<String, Rate> parsed = new HashMap<>();
              rates.forEach((rateClass, rate) -> parsed.put(rateClass, Rate.parse(rate)));
              ofProfile.put(profile, parsed);
            });
    this.buckets =
        Caffeine.newBuilder().maximumSize(MOST_BUCKETS).expireAfterAccess(longest()).build();
  }

  /** A bucket that nobody took from for its whole period is full, so it can be forgotten. */
  private Duration longest() {
    List<Rate> all = new ArrayList<>(ofUser.values());
    ofProfile.values().forEach(each -> all.addAll(each.values()));
    return all.stream().map(Rate::period).reduce(Duration.ofSeconds(1), RateLimits::longer);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  void register(@Observes Filters filters) {
    if (!ofUser.isEmpty() || !ofProfile.isEmpty()) {
      filters.register(this::hold, AFTER_THE_GATE);
    }
  }

  private void hold(RoutingContext context) {
    GateRequest request = GateRequest.of(context);
    List<Taken> before = context.get(RateLimits.class.getName());
    if (request.route() == null || before != null) {
      // On its second way, to the settled path, which has lost its headers.
      tell(context, before == null ? List.of() : before);
      context.next();
      return;
    }
    List<Taken> taken = new ArrayList<>(2);
    context.put(RateLimits.class.getName(), taken);
    for (Limit limit : limits(context, request)) {
      Bucket bucket = buckets.get(limit.owner(), any -> limit.rate().bucket());
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        // What is refused costs nothing elsewhere.
        taken.replaceAll(Taken::givenBack);
        taken.add(new Taken(limit, bucket, probe, 0));
        tell(context, taken);
        failures.write(context, request.envelope(), refusal(probe));
        return;
      }
      taken.add(new Taken(limit, bucket, probe, probe.getRemainingTokens()));
    }
    tell(context, taken);
    context.next();
  }

  private List<Limit> limits(RoutingContext context, GateRequest request) {
    String rateClass = request.route().rateClass();
    List<Limit> limits = new ArrayList<>(2);
    Rate user = ofUser.get(rateClass);
    if (user != null) {
      Object who =
          request.token() != null
              ? request.token().caller().userId()
              : String.valueOf(context.request().remoteAddress().hostAddress());
      limits.add(new Limit("user", user, new Owner("user", who, rateClass)));
    }
    if (request.token() != null && !ofProfile.isEmpty()) {
      String profile = request.token().caller().profile();
      Rate shared = ofProfile.getOrDefault(profile, Map.of()).get(rateClass);
      if (shared != null) {
        limits.add(new Limit("profile", shared, new Owner("profile", profile, rateClass)));
      }
    }
    return limits;
  }

  private static void tell(RoutingContext context, List<Taken> taken) {
    if (!taken.isEmpty()) {
      context.response().putHeader("RateLimit-Policy", joined(taken, Taken::policy));
      context.response().putHeader("RateLimit", joined(taken, Taken::state));
    }
  }

  private static String joined(List<Taken> taken, Function<Taken, String> form) {
    return taken.stream().map(form).collect(Collectors.joining(", "));
  }

  private static ServiceException refusal(ConsumptionProbe probe) {
    return new ServiceException(
        ErrorCode.TOO_MANY_REQUESTS,
        ErrorCode.TOO_MANY_REQUESTS.title(),
        null,
        Map.of("Retry-After", Long.toString(seconds(probe.getNanosToWaitForRefill()))));
  }

  private static long seconds(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1));
  }
}
