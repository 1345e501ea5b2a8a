// Between the course's Address (six bytes) and the simulator's Endpoint (two numbers).
#pragma once

#include <cstring>

#include "Member.h"
#include "sim/Event.h"

inline sim::Endpoint endpointOf(const Address& address) {
  sim::Endpoint endpoint;
  std::memcpy(&endpoint.id, &address.addr[0], sizeof endpoint.id);
  std::memcpy(&endpoint.port, &address.addr[4], sizeof endpoint.port);
  return endpoint;
}

inline Address addressOf(const sim::Endpoint& endpoint) {
  Address address;
  std::memcpy(&address.addr[0], &endpoint.id, sizeof endpoint.id);
  std::memcpy(&address.addr[4], &endpoint.port, sizeof endpoint.port);
  return address;
}
