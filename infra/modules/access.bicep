metadata description = 'Every role that this deployment grants; docs/security.md has the reason for each.'

@description('Name of the app\'s identity.')
param identityName string

@description('Who may put the client secret into its vault; empty for nobody.')
param operatorPrincipalId string

@description('What kind of principal the operator is.')
param operatorPrincipalType string

@description('Name of the host account.')
param hostStorageName string

@description('Name of the content account.')
param contentStorageName string

@description('Queues of the content account that the app works with.')
param queues string[]

@description('Name of the vault of the refresh tokens.')
param vaultName string

@description('Name of the vault of the client secret.')
param appVaultName string

@description('Name of the Application Insights component.')
param insightsName string

var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hostStorageName
}

resource contentStorage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: contentStorageName

  resource queueService 'queueServices' existing = {
    name: 'default'

    resource queue 'queues' existing = [
      for queue in queues: {
        name: queue
      }
    ]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource appVault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: appVaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource hostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostStorage.id, identity.id, roles.storageBlobDataOwner)
  scope: hostStorage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
    description: 'The host: locks, timer schedules, function keys, the app package.'
  }
}

resource contentBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(contentStorage.id, identity.id, roles.storageBlobDataContributor)
  scope: contentStorage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
    description: 'Staged content and records.'
  }
}

resource contentSignatures 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(contentStorage.id, identity.id, roles.storageBlobDelegator)
  scope: contentStorage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDelegator)
    description: 'Signs staging URLs; works at the account alone.'
  }
}

resource contentQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queue, i) in queues: {
    name: guid(contentStorage::queueService::queue[i].id, identity.id, roles.storageQueueDataContributor)
    scope: contentStorage::queueService::queue[i]
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.storageQueueDataContributor
      )
      description: 'Tickets: send, receive, keep invisible, delete.'
    }
  }
]

resource vaultSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, roles.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
    description: 'Refresh tokens: set, get, list and disable versions, delete, recover.'
  }
}

resource clientSecret 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(appVault.id, identity.id, roles.keyVaultSecretsUser)
  scope: appVault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
    description: 'The client secret: get.'
  }
}

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identity.id, roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
    description: 'Telemetry without a key.'
  }
}

resource operatorSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  name: guid(appVault.id, operatorPrincipalId, roles.keyVaultSecretsOfficer)
  scope: appVault
  properties: {
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
    description: 'The operator puts the client secret there.'
  }
}
