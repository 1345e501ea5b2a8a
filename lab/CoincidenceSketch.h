// What the drawers of coincidences share (Coincidences.h): calls on one key, and faults of single
// links of the store, all within a period.
#pragma once

#include <string>
#include <vector>

#include "lab/Coincidences.h"
#include "lab/Schedule.h"
#include "sim/Random.h"

namespace lab {

// The store's time constants, in ticks: how long an operation lasts, and a hint waits.
inline constexpr int kOperationTicks = 20;
inline constexpr int kHintTicks = 24;

class CoincidenceSketch {
 public:
  // Borrows both.
  CoincidenceSketch(const CoincidenceSettings& settings, sim::Random* dice)
      : settings_(settings), dice_(*dice) {}

 protected:
  // Each draws once: never two in one expression, whose order the compiler may choose.
  int between(int first, int last) { return static_cast<int>(dice_.between(first, last)); }
  bool chance(double probability) { return dice_.chance(probability); }
  sim::PeerId anyPeer() { return between(1, settings_.peers); }
  template <typename Element>
  const Element& oneOf(const std::vector<Element>& elements) {
    return elements[dice_.below(elements.size())];
  }

  // An update, a delete or a create.
  sim::Operation anyWrite();

  // Client 0 … kClientsOfCoincidence - 1 calls the peer. Returns whether there is time for the
  // call.
  bool call(sim::Tick tick, int client, sim::PeerId coordinator, sim::Operation operation,
            const std::string& key);

  // Adds the fault of the store's messages from one to the other, as far as there is time for it.
  // Nothing from a peer to itself.
  void disturb(Fault fault, sim::PeerId from, sim::PeerId to, sim::Tick first, int ticks);

  const CoincidenceSettings& settings_;
  Schedule drawn_;

 private:
  sim::Random& dice_;
  int values_ = 0;
};

}  // namespace lab
