/**
 * The route table: which paths exist, who answers them, in which envelope, and who may call them.
 */
package dev.castellan.contracts.routes;
