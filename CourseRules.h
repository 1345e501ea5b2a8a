// What the course fixes of its store, its tests and its network: each in this place alone, but for
// the four submitted files, which know the course's API and nothing else.
#ifndef COURSERULES_H_
#define COURSERULES_H_

#include <cstddef>

namespace course {

// The number of copies of a key, and the majority of them that an operation needs to succeed.
inline constexpr size_t kReplicas = 3;
inline constexpr size_t kQuorum = kReplicas / 2 + 1;

// Every operation is logged by each replica and by its coordinator.
inline constexpr size_t kLinesPerOperation = kReplicas + 1;

// What the tests read, update and delete, and nobody has created.
inline constexpr char kInvalidKey[] = "invalidKey";
inline constexpr char kInvalidValue[] = "invalidValue";

// Params::MAX_MSG_SIZE, unless the conf says otherwise.
inline constexpr int kMaxMessageBytes = 4000;
// sizeof(en_msg), which the network adds to each message.
inline constexpr int kMessageHeaderBytes = 16;

// EmulNet::ENsend's size rule: message and header together stay below the limit.
constexpr bool isTooLarge(int messageBytes, int limitBytes) {
  return messageBytes >= limitBytes - kMessageHeaderBytes;
}
// The largest message that it allows; below 0: none.
constexpr int largestMessage(int limitBytes) { return limitBytes - kMessageHeaderBytes - 1; }
inline constexpr int kLargestMessage = largestMessage(kMaxMessageBytes);
static_assert(!isTooLarge(kLargestMessage, kMaxMessageBytes) &&
                  isTooLarge(kLargestMessage + 1, kMaxMessageBytes),
              "the largest that the rule allows");

}  // namespace course

#endif  // COURSERULES_H_
