metadata description = 'What the log tells, in the portal.'

import { defaults, withOperatorHours } from 'alert-thresholds.bicep'

@description('Where it lives.')
param location string

@description('Name of the Application Insights component.')
param insightsName string

@description('Hours without a backup after which a home is overdue that has none of its own.')
param backupOverdueHours int?

@description('Where docs/runbook.md can be read.')
param runbookUrl string

@description('Tags.')
param tags object

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insights.id, 'drive-relay')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Drive Relay'
    category: 'workbook'
    version: '1.0'
    sourceId: toLower(insights.id)
    serializedData: replace(
      withOperatorHours(
        string(union(loadJsonContent('../workbook.json'), { fallbackResourceIds: [insights.id] })),
        backupOverdueHours ?? defaults.backupOverdueHours
      ),
      '{runbookUrl}',
      runbookUrl
    )
  }
}
