/** What happens to a home's drive and uploads is told to its Home Assistant. Best effort: whoever must know asks for the status. */
package io.driverelay.push;
