metadata description = 'The account of the product: staged content, records and tickets. Homes put to it, with signed URLs as its only lock.'

@description('Where it lives.')
param location string

@description('Its name.')
param name string

@description('Tags.')
param tags object

@description('How often the data is kept, e.g. Standard_LRS.')
param sku string

@description('Containers to create, that of staged content among them.')
param containers string[]

@description('The container of staged content.')
param stagingContainer string

@description('Queues to create.')
param queues string[]

@description('How long a staging URL works, as an ISO-8601 duration.')
param stagingUrlValid string

@description('Days after its creation when the account deletes staged content by itself.')
param stagingKeptAtMostDays int

@description('The container of lanes: which upload of a name arrived last.')
param lanesContainer string

@description('The container of the records of uploads that have ended for good.')
param endedUploadsContainer string

@description('Workspace of the audit.')
param auditWorkspaceId string

@description('Also each write is in the audit.')
param auditWrites bool

// Clocks differ: a policy of the exact time would log every URL.
var clockSkewSeconds = 900
var stagingUrlSeconds = dateTimeToEpoch(dateTimeAdd('1970-01-01T00:00:00Z', stagingUrlValid))
var signatureSeconds = stagingUrlSeconds + clockSkewSeconds
var hours = padLeft((signatureSeconds % 86400) / 3600, 2, '0')
var minutes = padLeft((signatureSeconds % 3600) / 60, 2, '0')
var seconds = padLeft(signatureSeconds % 60, 2, '0')

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  // checkov:skip=CKV_AZURE_35: Homes put to it from anywhere.
  // checkov:skip=CKV_AZURE_59: The same. The lock is a URL signed for one blob by an identity: no key opens it, and no blob is public.
  // checkov:skip=CKV_AZURE_206: Content is on its way, and its home has it until it is delivered; storageSku may say otherwise.
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    // without keys the only signed URLs are those of an identity: they end within seven days
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowedCopyScope: 'AAD'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    dnsEndpointType: 'Standard'
    // open also where the rest is private: homes put here from anywhere
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    sasPolicy: {
      sasExpirationPeriod: '${signatureSeconds / 86400}.${hours}:${minutes}:${seconds}'
      // Block would refuse every upload should a clock be off; Log shows in the metrics who signs for longer
      expirationAction: 'Log'
    }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // no browser ever talks to it
      cors: { corsRules: [] }
      isVersioningEnabled: false
      // Soft delete is the whole account's: every delivered gigabyte would be kept, and billed, for its days.
      deleteRetentionPolicy: { enabled: false }
      // costs nothing unless somebody deletes a container
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'
    properties: {
      cors: { corsRules: [] }
    }

    resource queue 'queues' = [
      for queue in queues: {
        name: queue
      }
    ]
  }

  // A net below the app's own deleting, never quicker than it.
  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'staging-net'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: ['${stagingContainer}/']
              }
              actions: {
                snapshot: {
                  delete: { daysAfterCreationGreaterThan: stagingKeptAtMostDays }
                }
                baseBlob: {
                  delete: { daysAfterCreationGreaterThan: stagingKeptAtMostDays }
                }
              }
            }
          }
          {
            // of no use once the last upload of the name can no longer be retried
            name: 'unused-lanes'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: ['${lanesContainer}/']
              }
              actions: {
                baseBlob: {
                  delete: { daysAfterModificationGreaterThan: 100 }
                }
              }
            }
          }
          {
            // nobody reads all of them, so nobody else deletes them
            name: 'ended-uploads'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: ['${endedUploadsContainer}/']
              }
              actions: {
                baseBlob: {
                  delete: { daysAfterModificationGreaterThan: 90 }
                }
              }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}

var audited = [
  { category: 'StorageDelete', enabled: true }
  { category: 'StorageWrite', enabled: auditWrites }
]

// the only version with category groups
#disable-next-line use-recent-api-versions
resource blobAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: account::blobs
  properties: {
    workspaceId: auditWorkspaceId
    logs: audited
  }
}

#disable-next-line use-recent-api-versions
resource queueAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  // checkov:skip=CKV_AZURE_33: Deletes always, writes by auditStorageWrites; reads are the relay's own polling, day and night.
  name: 'audit'
  scope: account::queueService
  properties: {
    workspaceId: auditWorkspaceId
    logs: audited
  }
}
