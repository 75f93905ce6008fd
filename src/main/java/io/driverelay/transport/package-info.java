/** The byte path's own client: blocking HTTP/1.1 for ranged GETs and fragment PUTs, one buffer and one copy. */
package io.driverelay.transport;
