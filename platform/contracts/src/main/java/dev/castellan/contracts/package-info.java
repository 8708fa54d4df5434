/**
 * What crosses a service boundary: topics, the identity of a caller, and how state topics are
 * followed.
 */
package dev.castellan.contracts;
