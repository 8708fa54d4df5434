/**
 * Versions of single resources over HTTP: {@code ETag}, {@code If-None-Match} and {@code If-Match}.
 *
 * <p>A view that is {@link dev.castellan.web.etag.Versioned} is tagged {@code "<version>.<hash>"}.
 * The version counts edits and is all that {@code If-Match} compares; the hash is of the very bytes
 * that are sent, so that {@code If-None-Match} sees live values too.
 */
package dev.castellan.web.etag;
