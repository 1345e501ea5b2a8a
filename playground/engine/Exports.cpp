// The engine's functions for JavaScript: a request is given text by text, and an outcome is taken
// likewise. Texts are bytes with a length, in memory that the caller gets from malloc.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "playground/engine/Engine.h"

namespace {

playground::Request request;
playground::Outcome outcome;
std::string text;  // Of the last answer.

std::string linesOf(const std::vector<std::string>& lines) {
  std::string joined;
  for (const std::string& line : lines) joined += line + "\n";
  return joined;
}

std::string answerTo(std::string_view name) {
  if (name == "errors") return linesOf(outcome.errors);
  if (name == "notes") return linesOf(outcome.notes);
  if (name == "schedule") return outcome.schedule;
  if (name == "trace") return outcome.trace;
  if (name == "exact") return outcome.isExact ? "1" : "0";
  if (name == "designs") return linesOf(playground::designs());
  return "";
}

std::string* fieldNamed(std::string_view name) {
  if (name == "conf") return &request.conf;
  if (name == "schedule") return &request.schedule;
  if (name == "replay") return &request.replay;
  if (name == "setting") return &request.settings.emplace_back();
  return nullptr;
}

}  // namespace

extern "C" {

// `name` ends with a zero byte. Unknown names are ignored.
void engineGive(const char* name, const char* bytes, size_t size) {
  std::string* const field = fieldNamed(name);
  if (field != nullptr) field->assign(bytes, size);
}

// The seed's halves, because JavaScript's numbers are no 64-bit integers.
void engineRun(uint32_t seedHigh, uint32_t seedLow) {
  request.seed = uint64_t{seedHigh} << 32 | seedLow;
  try {
    outcome = playground::run(request);
  } catch (const std::exception& exception) {
    outcome = {};
    outcome.errors.push_back(std::string("the run ended early: ") + exception.what());
  } catch (...) {
    outcome = {};
    outcome.errors.push_back("the run ended early: the nodes threw what is no std::exception");
  }
}

// Returns the answer's size; engineText() has its bytes until the next call.
size_t engineAsk(const char* name) {
  text = answerTo(name);
  return text.size();
}

const char* engineText() { return text.data(); }

}  // extern "C"
