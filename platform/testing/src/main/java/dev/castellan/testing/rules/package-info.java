/** What every service's build holds it to: layers, routes, sizes, and its published description. */
package dev.castellan.testing.rules;
