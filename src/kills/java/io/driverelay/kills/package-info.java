/** The packaged app is killed at random moments, again and again, while homes send; what lies on the drives in the end is compared, byte by byte. */
package io.driverelay.kills;
