#include "cli/shards/ShardRun.h"

#include "host/TextFile.h"
#include "host/WholeFile.h"

namespace cli {

namespace {

constexpr size_t kMostSummaryBytes = size_t{1} << 30;

}  // namespace

std::unique_ptr<ShardRun> ShardRun::open(const std::string& file, const SummaryHead& head,
                                         const OnEntry& onEntry, std::string* error) {
  std::unique_ptr<ShardRun> run(new ShardRun(file, head));
  const std::string text = host::readWholeFile(file);
  if (text.empty()) {
    *error = host::writeWholeFile(file, headText(head));
  } else {
    *error = run->resume(text, head, onEntry);
  }
  return error->empty() ? std::move(run) : nullptr;
}

std::string ShardRun::add(const SeedEntry& entry) {
  return host::appendWhole(file_, writer_.text(entry));
}

std::string ShardRun::finish() {
  return isComplete_ ? "" : host::appendWhole(file_, endText(part_.count));
}

std::string ShardRun::resume(const std::string& text, const SummaryHead& head,
                             const OnEntry& onEntry) {
  SummaryReader reader(file_, text);
  if (reader.problem().empty() && !(reader.head() == head)) {
    return file_ +
           ": is the summary of another shard, sweep or build: remove it, or give another "
           "file";
  }
  SeedEntry entry;
  while (reader.next(&entry)) {
    writer_.text(entry);
    onEntry(std::move(entry));
  }
  if (!reader.problem().empty()) return reader.problem();
  left_ = {reader.nextSeed(), part_.first + part_.count - reader.nextSeed()};
  isComplete_ = reader.isComplete();
  const bool isWhole = reader.wholeBytes() == text.size();
  return isWhole ? "" : host::writeWholeFile(file_, text.substr(0, reader.wholeBytes()));
}

std::vector<SummaryFile> readSummaries(const std::vector<std::string>& names,
                                       std::vector<std::string>* problems) {
  std::vector<SummaryFile> files;
  for (const std::string& name : names) {
    std::string text;
    const std::string error = host::readTextFile(name, kMostSummaryBytes, &text);
    if (!error.empty()) problems->push_back(name + ": cannot be read: " + error);
    if (text.size() > kMostSummaryBytes) problems->push_back(name + ": is too long");
    files.push_back({name, std::move(text)});
  }
  return files;
}

}  // namespace cli
