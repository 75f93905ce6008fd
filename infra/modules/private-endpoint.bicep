metadata description = 'One service inside the private network, and the private DNS zone that leads there.'

@description('Where it lives.')
param location string

@description('Tags.')
param tags object

@description('Names of the endpoints, one for each service.')
param names string[]

@description('The services to reach, all of one kind.')
param targetIds string[]

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
    name: names[0]
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
}

resource endpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for (name, i) in names: {
    name: name
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: groupId
          properties: {
            privateLinkServiceId: targetIds[i]
            groupIds: [groupId]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (name, i) in names: {
    parent: endpoints[i]
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
]
