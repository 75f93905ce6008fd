metadata description = 'A workspace for one audit alone: whoever fills other logs up to their cap has not blinded it.'

@description('Where it lives.')
param location string

@description('Its name.')
param name string

@description('Tags.')
param tags object

@description('Days that it is kept.')
param retentionInDays int

@description('Gigabytes a day after which no more is taken until the next day.')
param dailyQuotaGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true
      disableLocalAuth: true
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

@description('For diagnostic settings.')
output workspaceId string = workspace.id
