package dev.castellan.web.list;

import dev.castellan.web.envelope.Answer;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * What one answer shows of a list, and how to go on.
 *
 * @param items as they are answered; when only some members were asked for, as JSON objects
 * @param cursor to go on with; null at the end
 * @param total size of the whole list; null unless it was asked for
 */
public record ListPage<T>(List<T> items, String cursor, Long total, ListParameters asked) {

  /** The answer in envelope A. */
  public RestResponse<Answer<List<T>>> answer() {
    return answer(Answer::ok);
  }

  /** The answer in any envelope. */
  public <B> RestResponse<B> answer(Function<List<T>, B> envelope) {
    ResponseBuilder<B> response = ResponseBuilder.ok(envelope.apply(items));
    if (asked.fields != null || items.size() <= ListParameters.LARGEST_LIMIT) {
      response.header(WholeListFilter.MARK, true);
    }
    if (cursor != null) {
      response.header("Link", "<" + asked.following(cursor) + ">; rel=\"next\"");
    }
    if (total != null) {
      response.header("X-Total-Count", total);
    }
    return response.build();
  }
}
