using 'main.bicep'

// For azd up: its environment gives the values (azd env set NAME value). Other parameters can be added here.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'relay')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param onedriveClientId = readEnvironmentVariable('ONEDRIVE_CLIENT_ID', '')
param operatorPrincipalType = readEnvironmentVariable('OPERATOR_PRINCIPAL_TYPE', 'User')
param privateNetwork = bool(readEnvironmentVariable('PRIVATE_NETWORK', 'false'))
