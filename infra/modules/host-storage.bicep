metadata description = 'The account of the Functions host: its locks, timers and keys, and the package it runs. No backup is ever here.'

@description('Where it lives.')
param location string

@description('Its name.')
param name string

@description('Tags.')
param tags object

@description('How often the data is kept, e.g. Standard_LRS.')
param sku string

@description('Closed to everything but private endpoints.')
param private bool

@description('Container of the app package.')
param packageContainer string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  // checkov:skip=CKV_AZURE_35: Without a private network the app has no address of its own that a firewall could let through.
  // checkov:skip=CKV_AZURE_59: The same. The lock is the identity: no key opens it, and no blob is public.
  // checkov:skip=CKV_AZURE_36: A private account lets no service of Azure in; the app comes through the private endpoint.
  // checkov:skip=CKV_AZURE_206: A deployment puts the package back, and an operator makes other function keys; storageSku may say otherwise.
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowedCopyScope: 'AAD'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    dnsEndpointType: 'Standard'
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: private ? 'None' : 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
    }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      cors: { corsRules: [] }
      isVersioningEnabled: false
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource package 'containers' = {
      name: packageContainer
      properties: { publicAccess: 'None' }
    }
  }
}

@description('For the private endpoint.')
output id string = account.id
