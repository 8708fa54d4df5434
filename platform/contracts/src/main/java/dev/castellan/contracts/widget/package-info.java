/** Facts about widgets. */
package dev.castellan.contracts.widget;
