/** What storage promises to every stage: a value with its version, a change refused when another came first, unguessable ids. */
package io.driverelay.store;
