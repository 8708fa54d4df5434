/**
 * Lists of every API in one grammar: {@code limit}, {@code cursor}, {@code sort}, {@code filter},
 * {@code fields} and {@code count}.
 *
 * <p>A service declares a {@link dev.castellan.web.list.Listing} and reads it with {@link
 * dev.castellan.web.list.Lists}; docs/adr/015-list-grammar.md says why it is so. Rows are read in
 * chunks by keyset, never by offset. All that one answer shows, at most the cap, is read before its
 * first byte is written: memory is bounded by the cap, and a failure while reading is still a whole
 * failure in the envelope of the API, never half a list.
 */
package dev.castellan.web.list;
