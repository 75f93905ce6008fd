/**
 * OneDrive, its sign-in authority, Key Vault and the platform's managed identity, strict and over real sockets. They share no class with
 * what they are there to try: a fault in both could not be seen.
 */
package io.driverelay.local.simulator;
