/**
 * The use cases over a model of everything around them, in memory and without waiting: each side effect can be met by a death, a lost answer
 * or a failure, and what must never happen is checked afterwards.
 */
package io.driverelay.model;
