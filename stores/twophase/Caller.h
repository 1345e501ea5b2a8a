// The calls that clients make on a peer: forwards them to the coordinator until they are answered.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "CourseRules.h"
#include "stores/twophase/Frame.h"
#include "stores/twophase/Outbox.h"

namespace twophase {

// How a call has ended.
struct Finished {
  Message call;
  bool success = false;
  std::string value;  // Of a read.
  // Of a read: the servers said so, and not a time-out.
  bool isDecided = false;
};

class Caller {
 public:
  struct Settings {
    sim::PeerId self = 0;
    sim::PeerId coordinator = 1;
    size_t largestMessageBytes = course::kLargestMessage;
  };

  // `finished` is called once for each call, perhaps within call().
  Caller(const Settings& settings, std::function<void(const Finished&)> finished);

  // Before the first call: the number of this start of the peer.
  void begin(uint32_t incarnation) { incarnation_ = incarnation; }

  void call(sim::Operation operation, const std::string& key, const std::string& value, int now,
            Outbox* out);
  // Without any request: the peer does not serve.
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
