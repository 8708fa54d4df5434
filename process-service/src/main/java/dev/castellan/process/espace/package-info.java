/** Espaces: the sectors under which processes are grouped. */
package dev.castellan.process.espace;
