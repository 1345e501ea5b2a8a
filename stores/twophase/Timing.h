// The times of the protocol, in ticks. A message takes at least one, and at most four within the
// limits of docs/guarantees.md.
#pragma once

namespace twophase {

// A call fails that long after it was made. No call is made later than 25 ticks before a run's end.
constexpr int kCallTicks = 22;
// The first phase ends in an abort without all votes by then. A server that is down costs each
// update this much.
constexpr int kVoteTicks = 10;
// What is not answered is sent again after:
constexpr int kCallRetryTicks = 3;
constexpr int kPrepareRetryTicks = 2;
constexpr int kCommitRetryTicks = 2;
constexpr int kRegisterRetryTicks = 3;
// A get is asked of the other server.
constexpr int kGetRetryTicks = 4;
// A server asks for the decision that it lacks, and again.
constexpr int kInquireTicks = 6;

}  // namespace twophase
