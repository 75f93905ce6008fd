using '../main.bicep'

// Many homes: host storage and vault in a private network, no cold starts, several zones, more kept for longer, deployed by a pipeline.
param environmentName = 'integrator'
param location = 'northeurope'
param onedriveClientId = '00000000-0000-4000-8000-00000000c11e'
param operatorPrincipalId = '00000000-0000-4000-8000-000000000002'
param operatorPrincipalType = 'ServicePrincipal'
param javaVersion = '21'
param maximumInstanceCount = 100
param alwaysReady = [
  { name: 'http', instanceCount: 2 }
  { name: 'function:relay', instanceCount: 2 }
]
param zoneRedundant = true
param storageSku = 'Standard_ZRS'
param stagingUrlValid = 'P1DT30M'
param publicUrl = 'https://relay.example.com'
param privateNetwork = true
param vaultRecoveryDays = 90
param logRetentionDays = 90
param logDailyQuotaGb = 5
param auditDailyQuotaGb = 5
param auditStorageWrites = true
param alertEmail = 'operator@example.com'
param alertFrequency = 'PT5M'
param alertWhen = { backupOverdueHours: 192, storageRefusals: 100 }
param runbookUrl = 'https://docs.example.com/runbook.md'
param availabilityTest = true
param budget = { amount: 500, start: '2026-11-01' }
param tags = { 'cost-center': 'backups' }
