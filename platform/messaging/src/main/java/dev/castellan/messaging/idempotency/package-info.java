/** {@code Idempotency-Key}: a repeated POST has one effect and gets the first answer again. */
package dev.castellan.messaging.idempotency;
