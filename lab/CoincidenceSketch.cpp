#include "lab/CoincidenceSketch.h"

#include <algorithm>
#include <utility>

namespace lab {

sim::Operation CoincidenceSketch::anyWrite() {
  static const std::vector<sim::Operation> writes = {sim::Operation::Update, sim::Operation::Delete,
                                                     sim::Operation::Delete, sim::Operation::Create,
                                                     sim::Operation::Create};
  return oneOf(writes);
}

bool CoincidenceSketch::call(sim::Tick tick, int client, sim::PeerId coordinator,
                             sim::Operation operation, const std::string& key) {
  if (tick < settings_.start || tick >= settings_.stop) return false;
  ClientOperation call;
  call.tick = tick;
  call.client = settings_.firstClient + client;
  call.coordinator = coordinator;
  call.operation = operation;
  call.key = key;
  if (operation == sim::Operation::Create || operation == sim::Operation::Update) {
    call.value = key + "v" + std::to_string(++values_);
  }
  drawn_.operations.push_back(call);
  return true;
}

void CoincidenceSketch::disturb(Fault fault, sim::PeerId from, sim::PeerId to, sim::Tick first,
                                int ticks) {
  if (from == to) return;
  fault.onlyNetwork = sim::NetworkId::Store;
  fault.from = {from};
  fault.to = {to};
  fault.first = std::max(first, settings_.start);
  fault.last = std::min(first + ticks, settings_.stop);
  if (fault.first < fault.last) drawn_.faults.push_back(std::move(fault));
}

}  // namespace lab
