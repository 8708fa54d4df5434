/**
 * The catalogue of named failures and the one place that writes them in the envelope of the API
 * called.
 */
package dev.castellan.web.failure;
