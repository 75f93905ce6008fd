metadata description = 'The private network: the app goes out through one half of it, private endpoints are in the other.'

@description('Where it lives.')
param location string

@description('Its name.')
param name string

@description('Tags.')
param tags object

@description('Its addresses, at least a /24.')
param addressPrefix string

// The platform's own rules: what is inside may talk, nothing comes in from the internet.
resource guard 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: '${name}-guard'
  location: location
  tags: tags
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 25, 0)
          networkSecurityGroup: { id: guard.id }
          privateEndpointNetworkPolicies: 'Enabled'
          defaultOutboundAccess: false
        }
      }
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 25, 1)
          networkSecurityGroup: { id: guard.id }
          // it must reach OneDrive and its sign-in
          defaultOutboundAccess: true
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
    ]
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }

  resource app 'subnets' existing = {
    name: 'app'
  }
}

@description('For private DNS zones.')
output networkId string = network.id

@description('Where private endpoints go.')
output endpointSubnetId string = network::endpoints.id

@description('Where the app joins.')
output appSubnetId string = network::app.id
