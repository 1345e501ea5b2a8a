// The graders' log readers: any text is read and scored without a crash.
#include <cstddef>
#include <cstdint>

#include "../../grading/Scorer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  constexpr grading::Scenario kScenarios[] = {grading::Scenario::Create,
                                              grading::Scenario::Delete,
                                              grading::Scenario::Read,
                                              grading::Scenario::Update,
                                              grading::Scenario::SingleFailure,
                                              grading::Scenario::MultiFailure,
                                              grading::Scenario::MsgDropSingleFailure};
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  grading::score(kScenarios[data[0] % std::size(kScenarios)], text);
  return 0;
}
