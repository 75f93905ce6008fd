metadata description = 'A vault: of the refresh tokens of the drives, or of the client secret. Roles alone open it, and it logs who asked.'

@description('Where it lives.')
param location string

@description('Its name.')
param name string

@description('Tags.')
param tags object

@description('Closed to everything but private endpoints and the addresses below.')
param private bool

@description('IPv4 addresses or ranges that may reach a private vault.')
param allowedAddresses string[]

@description('Days for which deleted secrets, and the vault itself, can be recovered.')
param recoveryDays int

@description('Workspace of the audit log.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  // checkov:skip=CKV_AZURE_109: Without a private network the app has no address of its own that a firewall could let through.
  // checkov:skip=CKV_AZURE_189: The same. The lock is a role, and each access is in the audit.
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: recoveryDays
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: private && empty(allowedAddresses) ? 'Disabled' : 'Enabled'
    networkAcls: {
      // no service of Azure needs in but the app, and that comes through the private endpoint
      bypass: private ? 'None' : 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
      ipRules: [for address in allowedAddresses: { value: address }]
    }
  }
}

// the only version with category groups
#disable-next-line use-recent-api-versions
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

@description('For the private endpoint.')
output id string = vault.id

@description('KEY_VAULT_URL, or CLIENT_SECRET_VAULT_URL.')
output uri string = vault.properties.vaultUri
