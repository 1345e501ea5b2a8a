// The graders' log readers: any text is read and scored without a crash, and what is said of the
// course's rule is printable.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "grading/logs/CourseRule.h"
#include "grading/score/Scorer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  const grading::Scenario scenario = grading::kScenarios[data[0] % grading::kScenarios.size()];
  const size_t tests = grading::score(scenario, text).tests.size();
  for (size_t test = 0; test < tests; ++test) {
    for (char byte : grading::courseRuleDifference(scenario, text, test)) {
      if (byte < ' ' || byte > '~') abort();
    }
  }
  return 0;
}
