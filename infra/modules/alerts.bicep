metadata description = 'Who is told, and of what: tickets that nobody could serve, and money.'

@description('Where it lives.')
param location string

@description('Name of the action group.')
param actionGroupName string

@description('Name of the Application Insights component.')
param insightsName string

@description('Tags.')
param tags object

@description('Who is told by e-mail; empty: nobody, the alerts are in the portal alone.')
param email string

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

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
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

resource ticketPoisoned 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'ticket-poisoned'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'A ticket that nobody could serve'
    description: 'Five deliveries of a message of the queue relay-uploads failed. If it names an upload, nothing is lost: upkeep sends another ticket, and GET /api/connections/{connection}/uploads/{upload} tells its reason. If it does not, somebody else wrote to the queue.'
    severity: 2
    enabled: true
    scopes: [insights.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    // before its first lines the table is not there
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'traces | where tostring(parse_json(message).event) == "ticket-poisoned"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: empty(email) ? [] : [told.id] }
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
