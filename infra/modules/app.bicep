metadata description = 'The function app on Flex Consumption.'

@description('Where it lives.')
param location string

@description('Name of the plan.')
param planName string

@description('Name of the app, the first part of its host name.')
param name string

@description('Tags of both.')
param tags object

@description('The service of azure.yaml that is deployed here.')
param serviceName string

@description('Name of the app\'s identity.')
param identityName string

@description('Name of the host account.')
param hostStorageName string

@description('Container of the app package.')
param packageContainer string

@description('Name of the Application Insights component.')
param insightsName string

@description('Java version.')
param javaVersion string

@description('Instances in several zones.')
param zoneRedundant bool

@description('Memory of an instance, in MB.')
param instanceMemoryMB int

@description('The most instances at a time.')
param maximumInstanceCount int

@description('Requests at a time on an instance.')
param httpConcurrency int

@description('Instances that are always there.')
param alwaysReady alwaysReadyInstances[]

@description('Subnet to go out through; empty for none.')
param subnetId string

@description('The app\'s own settings.')
param settings object

@export()
@description('Instances that are always there for one group of functions: http, or function:<name>.')
type alwaysReadyInstances = {
  name: string
  @minValue(1)
  instanceCount: int
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hostStorageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// The host's storage by the account's name: with the three service URIs hosts on Flex Consumption lose their storage at times
// (azure-functions-host #11787). A plain AzureWebJobsStorage beside it, even an empty one, breaks the app (#11796).
var platformSettings = {
  AzureWebJobsStorage__accountName: hostStorageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  // the page at / only tells a passer-by what runs here
  AzureWebJobsDisableHomepage: 'true'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
}
var identitySettings = {
  AZURE_CLIENT_ID: identity.properties.clientId
  CONTENT_STORAGE__credential: 'managedidentity'
  CONTENT_STORAGE__clientId: identity.properties.clientId
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  // checkov:skip=CKV_AZURE_225: One home can wait until its zone is back: its backup is staged, and it has it itself. zoneRedundant is for many.
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  // checkov:skip=CKV_AZURE_17: A home has no certificate: Home Assistant sends keys, and people come with a browser.
  // checkov:skip=CKV_AZURE_78: The provider refuses ftpsState on Flex Consumption (azure-cli #31414), which has no FTP; its password is off below.
  // checkov:skip=CKV_AZURE_212: Flex Consumption scales from none; who wants instances that stay sets alwaysReady.
  // checkov:skip=CKV_AZURE_213: Flex Consumption has no health check of App Service; /api/health is for whoever watches.
  // checkov:skip=CKV_AZURE_222: Homes and people's browsers come from anywhere; the app checks its own keys.
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // homes and people's browsers come from anywhere
    publicNetworkAccess: 'Enabled'
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    // Flex Consumption refuses whole deployments for properties of other plans, ftpsState among them (azure-cli #31414)
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      remoteDebuggingEnabled: false
      // no browser calls it from another site
      cors: { allowedOrigins: [], supportCredentials: false }
      appSettings: map(items(union(platformSettings, identitySettings, settings)), setting => {
        name: setting.key
        value: setting.value
      })
    }
    functionAppConfig: {
      runtime: { name: 'java', version: javaVersion }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
  }

  // packages are sent by people and pipelines that sign in, never with a publishing password
  resource scmPublishing 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftpPublishing 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

@description('The app\'s own host name.')
output hostName string = app.properties.defaultHostName
