metadata description = 'The one identity of the app: the platform and the code act as it, and nothing holds a key.'

@description('Where it lives.')
param location string

@description('Its name.')
param name string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}
