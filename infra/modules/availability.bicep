metadata description = 'Asks for the health door from outside, and tells when it does not answer.'

@description('Where it lives.')
param location string

@description('Its name.')
param name string

@description('Name of the Application Insights component.')
param insightsName string

@description('Name of the action group that is told; empty: nobody.')
param actionGroupName string

@description('The relay\'s address.')
param relayUrl string

@description('Tags.')
param tags object

@description('Where docs/runbook.md can be read.')
param runbookUrl string

var places = ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'us-va-ash-azr']

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource told 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: actionGroupName
}

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: name
  location: location
  // by this tag the portal finds the component that it belongs to
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: name
    Name: 'health'
    Description: 'Whether the app answers at all. ${runbookUrl}#not-answering'
    Enabled: true
    Kind: 'standard'
    Frequency: 900
    Timeout: 60
    RetryEnabled: true
    Locations: map(places, place => { Id: place })
    Request: { RequestUrl: '${relayUrl}/api/health', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource notAnswering 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(actionGroupName)) {
  name: 'not-answering'
  location: 'global'
  tags: tags
  properties: {
    description: 'From two of three places the health door gave no answer, or its certificate ends within two weeks. ${runbookUrl}#not-answering'
    severity: 1
    enabled: true
    scopes: [test.id, insights.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: told.id }]
  }
}
