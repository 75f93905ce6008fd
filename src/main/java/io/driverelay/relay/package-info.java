/**
 * Carries committed uploads to their drives, turn by turn. The drive's word is the truth about what it holds; the record is written
 * before anything is done; every step may run twice.
 */
package io.driverelay.relay;
