// The protocol's time-outs, in ticks. A message takes one to four ticks within the limits of
// docs/guarantees.md.
#pragma once

namespace twophase {

// A call without an answer fails after this. No call is made in the last 25 ticks of a run.
constexpr int kCallTicks = 22;
// The first phase aborts if votes are missing after this. A server that is down delays each update
// by this much.
constexpr int kVoteTicks = 10;
// Retransmission intervals:
constexpr int kCallRetryTicks = 3;
constexpr int kPrepareRetryTicks = 2;
constexpr int kCommitRetryTicks = 2;
constexpr int kRegisterRetryTicks = 3;
// A get without an answer is sent to the other server.
constexpr int kGetRetryTicks = 4;
// How often a server in doubt asks for the decision.
constexpr int kInquireTicks = 6;

}  // namespace twophase
