/** What runs the packaged app without Azure: {@link io.driverelay.local.RunLocally} puts the pieces below together. */
package io.driverelay.local;
