/** Makes the topics of the suite where nobody else does. */
package dev.castellan.messaging.topics;
