/** Value maps: the lists of values that properties of type 4 offer. */
package dev.castellan.objecttype.valuemap;
