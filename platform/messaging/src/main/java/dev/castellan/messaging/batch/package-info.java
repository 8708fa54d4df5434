/** Many small units of work, one transaction. */
package dev.castellan.messaging.batch;
