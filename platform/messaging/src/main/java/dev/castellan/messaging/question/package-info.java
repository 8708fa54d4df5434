/** Commands that only look, sent without the outbox because they are worth nothing later. */
package dev.castellan.messaging.question;
