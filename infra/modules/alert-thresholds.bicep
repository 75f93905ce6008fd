metadata description = 'From when on an operator is told.'

@export()
@description('From when on it is told. What is left out has its default.')
type alertThresholds = {
  @description('Hours without a delivered backup of a home that has none of its own (backupOverdueHours of the connection); 0: those are not watched. 36, or a home that makes one a day would be told of now and then.')
  @minValue(0)
  backupOverdueHours: int?

  @description('Minutes that a sign-in was wanted. 60.')
  @minValue(0)
  signInRequiredMinutes: int?

  @description('Minutes without the end of a pass. 15; three times what driveCheckSchedule says.')
  @minValue(1)
  timerSilentMinutes: int?

  @description('Minutes that the oldest upload was due. 30.')
  @minValue(1)
  queueLateMinutes: int?

  @description('Hours that the oldest content is in staging. 24.')
  @minValue(1)
  stagingOldHours: int?

  @description('Refused calls of storage or the vaults in an hour. 10.')
  @minValue(0)
  storageRefusals: int?

  @description('Days until the client secret ends. 30.')
  @minValue(0)
  clientSecretDays: int?

  @description('Days until a refresh token ends. 14.')
  @minValue(0)
  refreshTokenDays: int?

  @description('Calls of a home in an hour that were refused for a limit. 0.')
  @minValue(0)
  limitsMet: int?

  @description('Percent of the calls of an hour that were answered with 5xx. 5.')
  @minValue(0)
  @maxValue(99)
  doorsFailingPercent: int?
}

@export()
@description('For most relays.')
var defaults = {
  backupOverdueHours: 36
  signInRequiredMinutes: 60
  timerSilentMinutes: 15
  queueLateMinutes: 30
  stagingOldHours: 24
  storageRefusals: 10
  clientSecretDays: 30
  refreshTokenDays: 14
  limitsMet: 0
  doorsFailingPercent: 5
}

@export()
@description('A query that compares homes with the operator\'s hours, with those of this deployment.')
func withOperatorHours(query string, hours int) string =>
  replace(query, 'let operatorHours = ${defaults.backupOverdueHours};', 'let operatorHours = ${hours};')
