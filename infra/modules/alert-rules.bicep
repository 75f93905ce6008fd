metadata description = 'What the operator is told of: one rule a query of infra/queries, one section of docs/runbook.md each.'

import { alertThresholds, defaults, withOperatorHours } from 'alert-thresholds.bicep'

@description('Where it lives.')
param location string

@description('Id of the Application Insights component.')
param insightsId string

@description('Id of the action group.')
param actionGroupId string

@description('Tags.')
param tags object

@description('How often each rule looks.')
param frequency string

@description('What differs from the defaults.')
param thresholds alertThresholds

@description('Where docs/runbook.md can be read.')
param runbookUrl string

var limits = union(defaults, thresholds)

var prelude = loadTextContent('../queries/prelude.kql')
var alerts = [
  {
    name: 'ticket-poisoned'
    title: 'A ticket that nobody could serve'
    means: 'Five deliveries of a message of the app\'s queues failed. Of uploads and shares nothing is lost; of pushes a home may not have been told.'
    query: loadTextContent('../queries/ticket-poisoned.kql')
    by: ['connectionId', 'queue']
    measure: 'messages'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'upload-failed'
    title: 'Uploads of a home were given up'
    means: 'Their content is kept for seven days, and nobody has tried them again or dismissed them. It ends when somebody does, or when they expire.'
    query: loadTextContent('../queries/upload-failed.kql')
    by: ['connectionId']
    measure: 'uploads'
    operator: 'GreaterThan'
    threshold: 0
    window: 'P1D'
    severity: 2
  }
  {
    name: 'sign-in-required'
    title: 'A home\'s OneDrive wants a sign-in'
    means: 'Microsoft takes the person\'s sign-in no more, and nobody has signed in since. Uploads of the home wait, and go on by themselves after it.'
    query: loadTextContent('../queries/sign-in-required.kql')
    by: ['connectionId']
    measure: 'minutes'
    operator: 'GreaterThan'
    threshold: limits.signInRequiredMinutes
    window: 'P1D'
    severity: 2
  }
  {
    name: 'drive-exceeded'
    title: 'A OneDrive holds more than it may'
    means: 'It takes nothing more until its owner makes room. Uploads of the home wait, and go on by themselves after it.'
    query: loadTextContent('../queries/drive-exceeded.kql')
    by: ['connectionId']
    measure: 'overBytes'
    operator: 'GreaterThanOrEqual'
    threshold: 0
    window: 'P1D'
    severity: 2
  }
  {
    name: 'backup-overdue'
    title: 'No backup of a home has arrived for long'
    means: 'The last one arrived longer ago than the home may be without one: by its own backupOverdueHours, from when its connection was made where none ever has, or else by yours. It ends with the next one.'
    query: withOperatorHours(loadTextContent('../queries/backup-overdue.kql'), limits.backupOverdueHours)
    by: ['connectionId']
    measure: 'overdueHours'
    operator: 'GreaterThan'
    threshold: 0
    window: 'P1D'
    severity: 2
  }
  {
    name: 'timer-silent'
    title: 'The timer is silent'
    means: 'No pass over drives and uploads has ended for long: nothing is woken, no drive is read. Every other alert that is made of passes is blind meanwhile.'
    query: loadTextContent('../queries/timer-silent.kql')
    by: []
    measure: 'minutes'
    operator: 'GreaterThan'
    threshold: limits.timerSilentMinutes
    window: 'P1D'
    severity: 1
  }
  {
    name: 'queue-late'
    title: 'Uploads wait for their turn'
    means: 'By the last pass an upload was due for long, and no turn had begun: the queue\'s function does not run, or there are too few instances.'
    query: loadTextContent('../queries/queue-late.kql')
    by: []
    measure: 'minutes'
    operator: 'GreaterThan'
    threshold: limits.queueLateMinutes
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'staging-old'
    title: 'Old content in staging'
    means: 'What was opened long ago has not arrived: it waits for its drive, failed and can be tried again, or nobody finished it. It costs storage.'
    query: loadTextContent('../queries/staging-old.kql')
    by: []
    measure: 'hours'
    operator: 'GreaterThan'
    threshold: limits.stagingOldHours
    window: 'PT1H'
    severity: 3
  }
  {
    name: 'storage-refusing'
    title: 'Storage or a vault refuses'
    means: 'Calls were throttled, denied, failed or not answered. Turns wait and go on by themselves; what is denied wants a role.'
    query: loadTextContent('../queries/storage-refusing.kql')
    by: ['service']
    measure: 'refusals'
    operator: 'GreaterThan'
    threshold: limits.storageRefusals
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'client-secret-ends'
    title: 'The app registration\'s secret ends soon'
    means: 'After that day no drive can be reached. The next one is made with infra/register-app.sh secret.'
    query: loadTextContent('../queries/client-secret-ends.kql')
    by: []
    measure: 'days'
    operator: 'LessThan'
    threshold: limits.clientSecretDays
    window: 'P2D'
    severity: 2
  }
  {
    name: 'refresh-token-ends'
    title: 'A person\'s refresh token ends soon'
    means: 'It is stored anew every seven days of use: so storing fails, or the home was away for long. After its end the person must sign in again.'
    query: loadTextContent('../queries/refresh-token-ends.kql')
    by: ['connectionId']
    measure: 'days'
    operator: 'LessThan'
    threshold: limits.refreshTokenDays
    window: 'P1D'
    severity: 2
  }
  {
    name: 'limits-met'
    title: 'A home met a limit'
    means: 'Its calls were refused for being too large or one too many, or because its drive is full.'
    query: loadTextContent('../queries/limits-met.kql')
    by: ['connectionId', 'code']
    measure: 'calls'
    operator: 'GreaterThan'
    threshold: limits.limitsMet
    window: 'PT1H'
    severity: 3
  }
  {
    name: 'doors-failing'
    title: 'Calls are answered with 5xx'
    means: 'A share of what homes and you ask for fails, five calls an hour at least.'
    query: loadTextContent('../queries/doors-failing.kql')
    by: []
    measure: 'percent'
    operator: 'GreaterThan'
    threshold: limits.doorsFailingPercent
    window: 'PT1H'
    severity: 1
  }
  {
    name: 'operator-must-act'
    title: 'The relay needs its operator'
    means: 'Settings are wrong, the app registration or a vault refuses the app, a record cannot be read, an instance ran out of memory, or there is a defect.'
    query: loadTextContent('../queries/operator-must-act.kql')
    by: ['what']
    measure: 'times'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    severity: 1
  }
]

// Each fires once for each value of what it is by, and ends by itself when its query finds it no more.
resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: alert.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.title
      description: '${alert.means} ${runbookUrl}#${alert.name}'
      severity: alert.severity
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: frequency
      // a rule's window is a day at most; what it looks back on may be two
      windowSize: alert.window == 'P2D' ? 'P1D' : alert.window
      overrideQueryTimeRange: alert.window == 'P2D' ? 'P2D' : null
      autoMitigate: true
      // before its first lines the table is not there
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: '${prelude}${alert.query}'
            metricMeasureColumn: alert.measure
            timeAggregation: alert.operator == 'LessThan' ? 'Minimum' : 'Maximum'
            operator: alert.operator
            threshold: alert.threshold
            dimensions: map(alert.by, column => { name: column, operator: 'Include', values: ['*'] })
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: {
        actionGroups: [actionGroupId]
        customProperties: { runbook: '${runbookUrl}#${alert.name}', query: 'infra/queries/${alert.name}.kql' }
      }
    }
  }
]
