metadata description = 'One service inside the private network, and the private DNS zone that leads there.'

@description('Where it lives.')
param location string

@description('Its name.')
param name string

@description('Tags.')
param tags object

@description('The service to reach.')
param targetId string

@description('Which door of the service, e.g. blob or vault.')
param groupId string

@description('The private DNS zone of such services.')
param zoneName string

@description('The network that looks names up there.')
param networkId string

@description('The subnet to be in.')
param subnetId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: targetId
          groupIds: [groupId]
        }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: { privateDnsZoneId: zone.id }
        }
      ]
    }
  }
}
