metadata description = 'Who is told: of what the log shows, and of money.'

import { alertThresholds } from 'alert-thresholds.bicep'

@description('Where it lives.')
param location string

@description('Name of the action group.')
param actionGroupName string

@description('Name of the Application Insights component.')
param insightsName string

@description('Tags.')
param tags object

@description('Who is told by e-mail; empty: nobody, and there are no rules.')
param email string

@description('How often each rule looks.')
param frequency string

@description('From when on it is told.')
param thresholds alertThresholds

@description('Where docs/runbook.md can be read.')
param runbookUrl string

@description('What a month may cost before it is told; null: it is not watched.')
param budget monthlyBudget?

@export()
@description('What a month may cost, in the currency of the subscription.')
type monthlyBudget = {
  @description('At 80 and 100 percent of it, and where 110 are foreseen, it is told.')
  @minValue(1)
  amount: int

  @description('First day of the month in which it is first deployed, e.g. 2026-11-01. It cannot be changed later: leave it as it is.')
  start: string
}

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: actionGroupName
  location: 'Global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'drive-relay'
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

module rules 'alert-rules.bicep' = if (!empty(email)) {
  params: {
    location: location
    insightsId: resourceId('Microsoft.Insights/components', insightsName)
    actionGroupId: empty(email) ? '' : told.id
    tags: tags
    frequency: frequency
    thresholds: thresholds
    runbookUrl: runbookUrl
  }
}

resource money 'Microsoft.Consumption/budgets@2024-08-01' = if (budget != null) {
  name: 'drive-relay'
  properties: {
    category: 'Cost'
    timeGrain: 'Monthly'
    amount: budget!.amount
    timePeriod: { startDate: budget!.start }
    notifications: {
      most: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: empty(email) ? [] : [email]
        contactRoles: ['Owner']
      }
      all: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: empty(email) ? [] : [email]
        contactRoles: ['Owner']
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 110
        thresholdType: 'Forecasted'
        contactEmails: empty(email) ? [] : [email]
        contactRoles: ['Owner']
      }
    }
  }
}
