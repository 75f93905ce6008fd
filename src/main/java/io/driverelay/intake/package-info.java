/** Accepts uploads: is there room, is the name allowed, is the content whole. Never waits for OneDrive. */
package io.driverelay.intake;
