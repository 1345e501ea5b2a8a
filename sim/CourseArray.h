// The order in which the course's network hands messages over.
//
// That network keeps all messages in one array, for all receivers. It searches the array from the
// end for a receiver's messages, and the array's last element takes the place of each that is
// found. So messages for others move forward past older ones, and a receiver gets its own newest
// first only where traffic is even. Submissions were written under this order, and some depend on
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/Check.h"

namespace sim {

class CourseArray {
 public:
  using Message = uint32_t;
  static constexpr Message kNone = UINT32_MAX;

  // Puts a message at the end and returns its place. kNone: one that nobody will receive. The
  // course keeps those, too.
  size_t add(Message message) {
    messages_.push_back(message);
    return messages_.size() - 1;
  }

  // Takes away the message at `place`. Returns the one that stands there now, or kNone if there is
  // none, or if nobody will receive it. REQUIRES: a message is there.
  Message remove(size_t place) {
    CHECK(place < messages_.size() && messages_[place] != kNone);
    messages_[place] = messages_.back();
    messages_.pop_back();
    return place < messages_.size() ? messages_[place] : kNone;
  }

  // The message at `place` stays, and nobody will receive it. REQUIRES: a message is there.
  void abandon(size_t place) {
    CHECK(place < messages_.size() && messages_[place] != kNone);
    messages_[place] = kNone;
  }

  void clear() { messages_.clear(); }

 private:
  std::vector<Message> messages_;
};

}  // namespace sim
