/** Adapters to Azure: records and staged content in Blob storage, tickets in Queue storage, secrets in Key Vault. */
package io.driverelay.azure;
