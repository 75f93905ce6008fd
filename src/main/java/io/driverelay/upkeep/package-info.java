/**
 * What time does: lost tickets, forgotten commits, ends by time, waiting uploads that may go on, leftovers. Every step may run twice, and
 * each upload is safe from the others' failures.
 */
package io.driverelay.upkeep;
