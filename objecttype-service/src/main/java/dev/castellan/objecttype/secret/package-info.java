/** Passwords kept in objects: how they are stored, compared, revealed and sealed anew. */
package dev.castellan.objecttype.secret;
