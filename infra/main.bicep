metadata description = 'Drive Relay on Azure: one resource group with everything in it. Names and order are here, each concern has its module.'

targetScope = 'subscription'

import { alertThresholds } from 'modules/alert-thresholds.bicep'
import { monthlyBudget } from 'modules/alerts.bicep'
import { alwaysReadyInstances } from 'modules/app.bicep'

@description('Name of this deployment, e.g. home. It is part of the names of everything.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region. Flex Consumption is not in every one: az functionapp list-flexconsumption-locations.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Application (client) id of the app registration, see infra/register-app.sh. While empty, everything but the health door answers with an error.')
param onedriveClientId string = ''

@description('Java version. 17 is what the app is compiled for and tested on.')
@allowed(['17', '21'])
param javaVersion string = '17'

@description('Memory of an instance. About $0.000026 per GB and second while one works (list price, 2026; 100,000 GB-s a month are free): a backup of 1 GB at 10 MB/s costs about $0.005 at 2048, a quarter of that at 512. Below 2048 lower httpConcurrency too: a body of 8 MiB is held several times over.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances at a time, and so the ceiling of the bill: 40 of 2048 MB working day and night would be about $5,400 in 30 days (list price, 2026). Older platform versions refuse less than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Requests at a time on an instance; host.json\'s maxConcurrentRequests is the same. More of them on one instance cost less and need more memory: each further instance costs about $0.003 a minute at 2048 MB while it works (list price, 2026).')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 16

@description('Instances that never go away, for http or function:<name>: no cold start (1 to 3 seconds) for the first request or ticket. Each costs about $0.000004 per GB and second, $21 a month at 2048 MB, and its work about $0.000016 per GB and second without a free grant (list price, 2026). Empty: none.')
param alwaysReady alwaysReadyInstances[] = []

@description('Instances in several zones, where the region has them: az functionapp list-flexconsumption-locations --zone-redundant=true. The platform then keeps two instances of each group of functions (http, and each other trigger by itself) and bills them as always ready, about $42 a month a group at 2048 MB (list price, 2026). storageSku must be one of several zones, too.')
param zoneRedundant bool = false

@description('How often storage keeps the data. Standard_LRS costs about $0.018 per GB and month (list price, 2026). Staged content is on its way and its home still has it; connections and records are worth Standard_ZRS where many homes depend on them.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('How long a staging URL works, an ISO-8601 duration of at most P5DT12H. The account\'s policy for signed URLs follows it.')
param stagingUrlValid string = 'PT6H'

@description('How long a sign-in link works that nobody used, an ISO-8601 duration of at most P7D.')
param signInLinkValid string = 'PT24H'

@description('Days after which the account itself deletes staged content that the app did not: a net, later than the app can ever need it. Until it is committed 7 days and one; 45 days in which it can be retried; 7 that failed content is kept; some for the relaying.')
@minValue(62)
param stagingKeptAtMostDays int = 65

@description('Uploads that one home may have under way. A home that is broken or taken over can have no more of the bill than this and the next.')
@minValue(1)
@maxValue(100000)
param homeOpenUploads int = 500

@description('Bytes that the uploads of one home may declare in all, those that failed and can still be retried among them.')
@minValue(1)
param homeDeclaredBytes int = 1099511627776

@description('How long a turn of the relay may take.')
param relayTurn string = 'PT8M'

@description('How long a turn\'s claim holds without being extended.')
param relayClaim string = 'PT3M'

@description('The largest fragment sent to OneDrive, a multiple of 327680.')
param relayFragmentBytes int = 62586880

@description('NCRONTAB of the pass over all drives and uploads. Every five minutes are about 8,900 executions a month, within the free grant of 250,000.')
param driveCheckSchedule string = '0 */5 * * * *'

@description('Drives that one instance reads in a pass; more are spread over instances by the queue.')
@minValue(1)
@maxValue(1000000)
param driveCheckShare int = 5000

@description('Hosts that homes may be called at, with a comma between them: *, *.example.org or home.example.org:8123. Ports are 443 and 8123 where none is given.')
param webhookHosts string = '*'

@description('Hosts in a network of your own that homes may be called at, also by http and at private addresses, in the same form.')
param webhookPrivateHosts string = ''

@description('What a person is asked to allow.')
param onedriveScopes string = 'Files.ReadWrite.AppFolder offline_access openid'

@description('Where people sign in.')
param onedriveAuthorityUrl string = '${environment().authentication.loginEndpoint}consumers'

@description('Where OneDrive is.')
param onedriveGraphUrl string = 'https://graph.microsoft.com/v1.0'

@description('The app\'s own address when it is not https://<app>.azurewebsites.net, e.g. behind a domain of yours.')
param publicUrl string = ''

@description('Closes host storage and vaults to the internet: the app reaches them through a private network. The content account stays open, since homes put to it; so does the app. About $24 a month for three private endpoints and their zones (list price, 2026). The provider Microsoft.App must be registered: az provider register --namespace Microsoft.App --wait.')
param privateNetwork bool = false

@description('Addresses of the private network, at least a /24.')
param networkAddressPrefix string = '10.90.0.0/24'

@description('With privateNetwork: IPv4 addresses or ranges that may reach the client secret\'s vault from outside, e.g. yours while you put the client secret there.')
param vaultAllowedAddresses string[] = []

@description('Days for which the vaults keep what was deleted. It cannot be changed later, and for so long a deleted vault keeps its name.')
@minValue(7)
@maxValue(90)
param vaultRecoveryDays int = 7

@description('Who may put the client secret into its vault: whoever deploys. Empty: nobody. It is no role on the vault of people\'s tokens.')
param operatorPrincipalId string = deployer().objectId

@description('What the operator is. A pipeline is a ServicePrincipal.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string = 'User'

@description('Days that logs are kept; 31 are free, each further month about $0.10 per GB (list price, 2026).')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day after which no more are taken until the next day. About $2.76 each (list price, 2026); 1,000 backups make about 0.05.')
@minValue(1)
param logDailyQuotaGb int = 1

@description('Gigabytes a day after which no more is taken until the next day of each audit: who asked the vaults, what was deleted from the content account. Each has a workspace of its own, so that nobody blinds it by filling another. About $2.76 each (list price, 2026); 1,000 backups make about 0.05.')
@minValue(1)
param auditDailyQuotaGb int = 1

@description('Also each write to the content account is in the audit: blocks of backups, checkpoints, records, tickets. A line is about 1 KB, and a backup of 1 GB in blocks of 8 MiB has some 250 of them: 1,000 such backups a day are about 0.25 GB or $0.70 a day (list price, 2026). More than about 3,000 need a higher auditDailyQuotaGb, or fill the cap and so hide the rest of the day. Deletes are always in it.')
param auditStorageWrites bool = false

@description('Who is told by e-mail of what an operator must look after, by fourteen rules over the log (docs/runbook.md). Empty: nobody, and there are no rules.')
param alertEmail string = ''

@description('How often each of the fourteen rules looks. A rule costs about $0.50 a month at PT15M or more, $1.50 at PT5M, and for each further home that it watches about $0.05 or $0.15 (list price, 2026).')
@allowed(['PT5M', 'PT15M', 'PT30M', 'PT1H'])
param alertFrequency string = 'PT15M'

@description('From when on it is told, where that is not the default: { backupOverdueHours: 192 } where most homes make a backup a week; a connection may have hours of its own.')
param alertWhen alertThresholds = {}

@description('Where docs/runbook.md can be read: alerts and workbook link to its sections.')
param runbookUrl string = 'docs/runbook.md'

@description('Asks for /api/health from three places every 15 minutes, and tells when two of them get no answer: some 8,700 tests a month at about $0.0005 each, and as many executions, about 17,000 GB-s at 2048 MB, within the free grants (list price, 2026). It needs alertEmail to be told of.')
param availabilityTest bool = false

@description('What a month may cost before the operator and the owners of the group are told, which stops nothing: the ceilings above do. Null: it is not watched.')
param budget monthlyBudget?

@description('Tags of everything, besides azd\'s own.')
param tags object = {}

var token = toLower(uniqueString(subscription().id, environmentName, location))
var names = {
  group: 'rg-${environmentName}'
  identity: 'id-${token}'
  workspace: 'log-${token}'
  vaultAudit: 'log-vault-${token}'
  storageAudit: 'log-storage-${token}'
  insights: 'appi-${token}'
  actionGroup: 'ag-${token}'
  webTest: 'test-health-${token}'
  hostStorage: 'sthost${token}'
  contentStorage: 'stcontent${token}'
  vault: 'kv-${token}'
  appVault: 'kv-app-${token}'
  network: 'vnet-${token}'
  plan: 'plan-${token}'
  app: 'func-relay-${token}'
  packageContainer: 'app-package'
}
var service = 'relay'
var allTags = union(tags, { 'azd-env-name': environmentName })
var stagingContainer = 'staging'
var lanesContainer = 'lanes'
var endedUploadsContainer = 'ended-uploads'
var containers = [
  'backup-catalogues'
  'shelves'
  'commit-numbers'
  'connections'
  'drive-connections'
  endedUploadsContainer
  lanesContainer
  'pauses'
  'pushes'
  'sign-ins'
  stagingContainer
  'status'
  'uploads'
]
var queues = [
  'relay-uploads'
  'relay-uploads-poison'
  'drive-shares'
  'drive-shares-poison'
  'home-pushes'
  'home-pushes-poison'
]
// the largest body that a door of ours takes is 8 MiB; the platform's own 100 MiB could kill an instance
var requestBodyLimit = 10485760

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: names.group
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    location: location
    name: names.identity
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    workspaceName: names.workspace
    insightsName: names.insights
    tags: allTags
    retentionInDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module vaultAudit 'modules/audit.bicep' = {
  scope: group
  params: {
    location: location
    name: names.vaultAudit
    tags: allTags
    retentionInDays: logRetentionDays
    dailyQuotaGb: auditDailyQuotaGb
  }
}

// Not the vaults': a home may write as often as it likes by its staging URL.
module storageAudit 'modules/audit.bicep' = {
  scope: group
  params: {
    location: location
    name: names.storageAudit
    tags: allTags
    retentionInDays: logRetentionDays
    dailyQuotaGb: auditDailyQuotaGb
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: {
    location: location
    name: names.hostStorage
    tags: allTags
    sku: storageSku
    private: privateNetwork
    packageContainer: names.packageContainer
  }
}

module contentStorage 'modules/content-storage.bicep' = {
  scope: group
  params: {
    location: location
    name: names.contentStorage
    tags: allTags
    sku: storageSku
    containers: containers
    stagingContainer: stagingContainer
    queues: queues
    stagingUrlValid: stagingUrlValid
    stagingKeptAtMostDays: stagingKeptAtMostDays
    lanesContainer: lanesContainer
    endedUploadsContainer: endedUploadsContainer
    auditWorkspaceId: storageAudit.outputs.workspaceId
    auditWrites: auditStorageWrites
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    location: location
    name: names.vault
    tags: allTags
    private: privateNetwork
    allowedAddresses: []
    recoveryDays: vaultRecoveryDays
    workspaceId: vaultAudit.outputs.workspaceId
  }
}

// Roles add up: in the vault of the tokens, where the app may write, it could write the client secret too.
module appVault 'modules/vault.bicep' = {
  scope: group
  params: {
    location: location
    name: names.appVault
    tags: allTags
    private: privateNetwork
    allowedAddresses: vaultAllowedAddresses
    recoveryDays: vaultRecoveryDays
    workspaceId: vaultAudit.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    name: names.network
    tags: allTags
    addressPrefix: networkAddressPrefix
  }
}

// The parameters of a module are evaluated even where it is not deployed (Azure/bicep #8022): the network is asked for only where it is.
module hostStorageEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    names: ['pep-host-${token}']
    targetIds: [hostStorage.outputs.id]
    tags: allTags
    groupId: 'blob'
    zoneName: 'privatelink.blob.${environment().suffixes.storage}'
    networkId: privateNetwork ? network!.outputs.networkId : ''
    subnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
  }
}

module vaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    names: ['pep-vault-${token}', 'pep-app-vault-${token}']
    targetIds: [vault.outputs.id, appVault.outputs.id]
    tags: allTags
    groupId: 'vault'
    // the public suffix is vault.…, that of private zones vaultcore.…
    zoneName: replace('privatelink${environment().suffixes.keyvaultDns}', '.vault.', '.vaultcore.')
    networkId: privateNetwork ? network!.outputs.networkId : ''
    subnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
  }
}

module access 'modules/access.bicep' = {
  scope: group
  params: {
    identityName: names.identity
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
    hostStorageName: names.hostStorage
    contentStorageName: names.contentStorage
    queues: queues
    vaultName: names.vault
    appVaultName: names.appVault
    insightsName: names.insights
  }
  dependsOn: [identity, hostStorage, contentStorage, vault, appVault, monitoring]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    actionGroupName: names.actionGroup
    insightsName: names.insights
    tags: allTags
    email: alertEmail
    frequency: alertFrequency
    thresholds: alertWhen
    runbookUrl: runbookUrl
    budget: budget
  }
  dependsOn: [monitoring]
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    insightsName: names.insights
    backupOverdueHours: alertWhen.?backupOverdueHours
    runbookUrl: runbookUrl
    tags: allTags
  }
  dependsOn: [monitoring]
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    location: location
    planName: names.plan
    name: names.app
    tags: allTags
    serviceName: service
    identityName: names.identity
    hostStorageName: names.hostStorage
    packageContainer: names.packageContainer
    insightsName: names.insights
    javaVersion: javaVersion
    zoneRedundant: zoneRedundant
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    alwaysReady: alwaysReady
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    settings: union(
      {
        CONTENT_STORAGE__blobServiceUri: 'https://${names.contentStorage}.blob.${environment().suffixes.storage}'
        CONTENT_STORAGE__queueServiceUri: 'https://${names.contentStorage}.queue.${environment().suffixes.storage}'
        KEY_VAULT_URL: vault.outputs.uri
        CLIENT_SECRET_VAULT_URL: appVault.outputs.uri
        ONEDRIVE_CLIENT_ID: onedriveClientId
        ONEDRIVE_SCOPES: onedriveScopes
        ONEDRIVE_AUTHORITY_URL: onedriveAuthorityUrl
        ONEDRIVE_GRAPH_URL: onedriveGraphUrl
        STAGING_URL_VALID: stagingUrlValid
        HOME_OPEN_UPLOADS: string(homeOpenUploads)
        HOME_DECLARED_BYTES: string(homeDeclaredBytes)
        SIGN_IN_LINK_VALID: signInLinkValid
        RELAY_TURN: relayTurn
        RELAY_CLAIM: relayClaim
        RELAY_FRAGMENT_BYTES: string(relayFragmentBytes)
        DRIVE_CHECK_SCHEDULE: driveCheckSchedule
        DRIVE_CHECK_SHARE: string(driveCheckShare)
        WEBHOOK_HOSTS: webhookHosts
        WEBHOOK_PRIVATE_HOSTS: webhookPrivateHosts
        FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: string(requestBodyLimit)
      },
      empty(publicUrl) ? {} : { PUBLIC_URL: publicUrl }
    )
  }
  // an app that starts before it may read its storage stays unhealthy for minutes
  dependsOn: [access, contentStorage, hostStorageEndpoint, vaultEndpoint]
}

module availability 'modules/availability.bicep' = if (availabilityTest) {
  scope: group
  params: {
    location: location
    name: names.webTest
    insightsName: names.insights
    actionGroupName: empty(alertEmail) ? '' : names.actionGroup
    relayUrl: empty(publicUrl) ? 'https://${app.outputs.hostName}' : publicUrl
    tags: allTags
    runbookUrl: runbookUrl
  }
  dependsOn: [monitoring, alerts]
}

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The function app.')
output AZURE_FUNCTION_NAME string = names.app

@description('The vault that the client secret goes into, as onedrive-client-secret.')
output AZURE_KEY_VAULT_NAME string = names.appVault

@description('The account of staged content and records.')
output AZURE_CONTENT_STORAGE_NAME string = names.contentStorage

@description('The Application Insights component.')
output AZURE_INSIGHTS_NAME string = names.insights

@description('The relay\'s address.')
output RELAY_URL string = empty(publicUrl) ? 'https://${app.outputs.hostName}' : publicUrl

@description('What the app registration must have as its web redirect URI.')
output REDIRECT_URI string = '${empty(publicUrl) ? 'https://${app.outputs.hostName}' : publicUrl}/api/sign-in/callback'
