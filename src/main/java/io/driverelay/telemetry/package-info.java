/**
 * What an operator sees: every event that the relay tells of, declared in one place with its dimensions, their types and units, and the one way
 * by which it reaches the log. Nothing else writes there.
 */
package io.driverelay.telemetry;
