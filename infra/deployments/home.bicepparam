using '../main.bicep'

// One home: nothing beyond the defaults.
param environmentName = 'home'
param location = 'westeurope'
param onedriveClientId = '00000000-0000-4000-8000-00000000c11e'
param operatorPrincipalId = '00000000-0000-4000-8000-000000000001'
