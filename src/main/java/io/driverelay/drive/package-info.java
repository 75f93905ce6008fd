/** What a drive is, nothing of HTTP: its items, its quota, its upload sessions, and what can go wrong with it. */
package io.driverelay.drive;
