/** Which events have already had their effect. */
package dev.castellan.messaging.inbox;
