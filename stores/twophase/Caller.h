// The client calls made on one peer. Forwards each call to the coordinator, and retransmits it
// until it is answered or its time is over.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "CourseRules.h"
#include "stores/twophase/Frame.h"
#include "stores/twophase/Outbox.h"

namespace twophase {

// The outcome of a call.
struct Finished {
  Message call;
  bool success = false;
  std::string value;  // Of a read.
  // For a read: the servers answered it; false if it timed out.
  bool isDecided = false;
};

class Caller {
 public:
  struct Settings {
    sim::PeerId self = 0;
    sim::PeerId coordinator = 1;
    size_t largestMessageBytes = course::kLargestMessage;
  };

  // Calls `finished` exactly once for each call, possibly from within call().
  Caller(const Settings& settings, std::function<void(const Finished&)> finished);

  // Sets the number of this start of the peer. Call it before the first call().
  void begin(uint32_t incarnation) { incarnation_ = incarnation; }

  void call(sim::Operation operation, const std::string& key, const std::string& value, int now,
            Outbox* out);
  // Fails the call without sending a request, because the peer does not serve.
  void refuse(sim::Operation operation, const std::string& key, const std::string& value) const;
  void onResponse(const Message& response);
  void onTick(int now, Outbox* out);

 private:
  struct Open {
    Message call;
    int nextTry = 0;  // Tick.
  };

  void finish(const Message& call, const std::string& text, const std::string& value) const;

  const Settings settings_;
  const std::function<void(const Finished&)> finished_;
  uint32_t incarnation_ = 0;
  uint32_t lastNumber_ = 0;
  std::map<uint32_t, Open> open_;  // By the request's number.
};

}  // namespace twophase
