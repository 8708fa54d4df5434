package dev.castellan.web.etag;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The tag of a representation.
 *
 * @param version of the resource
 * @param hash of the representation, 96 bits in base64url
 */
public record EntityTag(long version, String hash) {

  private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");
  private static final Pattern VERSION = Pattern.compile("(\\d{1,18})\\.");
  private static final int HASH_BYTES = 12;

  /** The tag of these very bytes. */
  public static EntityTag of(long version, byte[] representation) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(representation);
      return new EntityTag(
          version,
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** As the header {@code ETag} has it. */
  String header() {
    return "\"" + opaque() + "\"";
  }

  /** The tag without the quotes of the header. */
  public String opaque() {
    return version + "." + hash;
  }

  /** Whether {@code If-None-Match} names this representation. Weak tags count like strong ones. */
  boolean isAmong(List<String> ifNoneMatch) {
    return anyTag(ifNoneMatch, opaque()::equals);
  }

  /**
   * Whether {@code If-Match} lets a resource of that version be edited. What follows the version
   * does not matter; weak tags count too, since a proxy that compresses makes tags weak.
   */
  static boolean allows(List<String> ifMatch, long version) {
    return ifMatch.isEmpty() || anyTag(ifMatch, tag -> tag.startsWith(version + "."));
  }

  /** Versions of the tags, those that have none left out. */
  static LongStream versions(List<String> headers) {
    return headers.stream()
        .flatMap(header -> TAG.matcher(header).results())
        .map(tag -> VERSION.matcher(tag.group(1)))
        .filter(Matcher::lookingAt)
        .mapToLong(version -> Long.parseLong(version.group(1)));
  }

  /** What is no tag, or a tag of somebody else's, matches nothing. */
  private static boolean anyTag(List<String> headers, Predicate<String> wanted) {
    for (String header : headers) {
      if (header.strip().equals("*")) {
        return true;
      }
      Matcher tags = TAG.matcher(header);
      while (tags.find()) {
        if (wanted.test(tags.group(1))) {
          return true;
        }
      }
    }
    return false;
  }
}
