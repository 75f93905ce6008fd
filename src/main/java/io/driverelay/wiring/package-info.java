/** How everything is put together: the settings, read once, and the architecture on one screen. */
package io.driverelay.wiring;
