/** The audit log: every login, refusal, grant and revocation, for administrators and as events. */
package dev.castellan.gateway.audit;
