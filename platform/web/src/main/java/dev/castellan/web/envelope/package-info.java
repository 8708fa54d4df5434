/** Bodies of successful answers that every API of one envelope shares. */
package dev.castellan.web.envelope;
