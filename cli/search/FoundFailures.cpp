#include "cli/search/FoundFailures.h"

#include <iostream>

#include "cli/outputs/OutputFiles.h"

namespace cli {

bool FoundFailures::isToBeTold(const Failure& failure) {
  constexpr uint64_t kMostTold = 10;
  if (told_ == Told::FirstTen) return count_ <= kMostTold;
  return kinds_.insert({failure.check, failure.id.kind}).second;
}

void FoundFailures::add(uint64_t run, const lab::Schedule& schedule, const Failure& failure) {
  ++count_;
  if (!first_) first_ = schedule;
  if (!isToBeTold(failure)) return;
  ++toldCount_;
  const std::string path =
      prefixOf(options_.outFolder) + "failure-" + std::to_string(toldCount_) + ".faults";
  const std::string command = replayOfFile(options_, path, params_.SEED);
  const bool isWritten = writeFile(path, failureFile(schedule, failure, command));
  if (isWritten && count_ == 1) firstFile_ = path;
  const std::string sentence = failure.sentence.substr(0, failure.sentence.find('\n'));
  std::cout << "run " << run << ": " << failure.check << ": " << sentence;
  if (isWritten) std::cout << "; replay: " << command;
  std::cout << std::endl;
}

}  // namespace cli
