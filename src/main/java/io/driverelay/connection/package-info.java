/** Whose drive: one person's linked OneDrive for one home, its keys, its sign-in and its tokens. */
package io.driverelay.connection;
