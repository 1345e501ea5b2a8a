#ifndef GRADING_KVRULES_H_
#define GRADING_KVRULES_H_

#include <cstddef>
#include <string_view>

#include "grading/score/LogReader.h"

// The requirements of the key-value tests, independent of how the lines are found.
namespace grading {

inline constexpr size_t kLinesPerOperation = 4;  // Three replicas and the coordinator.
inline constexpr std::string_view kInvalidKey = "invalidKey";

struct Phrases {
  const char* operation;
  const char* success;
  const char* fail;
};

inline const Phrases& phrasesOf(Operation operation) {
  static constexpr Phrases kPhrases[] = {{"CREATE OPERATION", "create success", "create fail"},
                                         {"DELETE OPERATION", "delete success", "delete fail"},
                                         {"READ OPERATION", "read success", "read fail"},
                                         {"UPDATE OPERATION", "update success", "update fail"}};
  return kPhrases[static_cast<size_t>(operation)];
}

// The requirement of a test in the read and update sections: between atLeast and atMost lines in
// the ticks from its own operation until before operation `end`.
struct WindowRule {
  size_t test;   // Index in ScenarioScore::tests and, the same, of its operation.
  size_t end;    // Index of the operation that ends the window, or kNoEnd.
  bool success;  // Counts success lines with key and value; else fail lines with the key.
  size_t atLeast;
  size_t atMost;
};

inline constexpr size_t kNoEnd = static_cast<size_t>(-1);
inline constexpr size_t kOperations = 6;
inline constexpr size_t kFirst = 0;      // All success lines must have its key and value.
inline constexpr size_t kTwoFailed = 2;  // The fail line must have its key.
inline constexpr size_t kInvalidTest = 5;

inline constexpr WindowRule kWindowRules[kOperations] = {
    {0, 1, true, 3, 4},  {1, 2, true, 3, 3},  // Test 2: two live replicas and the coordinator.
    {2, 3, false, 1, 1},                      // Two of three replicas down: the coordinator fails.
    {3, 4, true, 3, 4},  {4, kNoEnd, true, 3, 4}, {5, kNoEnd, false, 3, 4}};

}  // namespace grading

#endif  // GRADING_KVRULES_H_
