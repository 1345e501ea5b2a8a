#include "cli/search/CorpusFolder.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "host/WholeFile.h"
#include "lab/ScheduleText.h"
#include "sim/Digest.h"

namespace cli {

namespace {

constexpr char kEnding[] = ".faults";

std::string nameOf(const std::string& text) { return sim::digestOf(text) + kEnding; }

}  // namespace

std::string CorpusFolder::open() {
  if (folder_.empty()) return "";
  std::string error;
  if (!host::makeFolder(folder_, &error)) return error;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(kEnding)) names_.insert(name);
  }
  std::vector<std::string> errors;
  for (const std::string& name : names_) {
    lab::Schedule schedule = lab::readScheduleFile(folder_ + "/" + name, 0, &errors);
    if (!errors.empty()) return errors.front();
    if (schedule.peers == 0)
      return folder_ + "/" + name + ":1: a line such as `peers 5` is missing";
    schedules_.push_back(std::move(schedule));
  }
  return "";
}

std::string CorpusFolder::write(const std::vector<search::CorpusEntry>& entries,
                                size_t tried) const {
  if (folder_.empty()) return "";
  auto untried = names_.begin();
  std::advance(untried, std::min(tried, names_.size()));
  std::set<std::string> superfluous(names_.begin(), untried);
  for (const search::CorpusEntry& entry : entries) {
    const std::string text = lab::scheduleText(entry.schedule);
    const std::string name = nameOf(text);
    superfluous.erase(name);
    if (names_.count(name) > 0) continue;
    const std::string error = host::writeWholeFile(folder_ + "/" + name, text);
    if (!error.empty()) return error;
  }
  std::error_code ignored;
  for (const std::string& name : superfluous)
    std::filesystem::remove(folder_ + "/" + name, ignored);
  return "";
}

}  // namespace cli
