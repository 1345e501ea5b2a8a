#include "cli/shards/SweepSummary.h"

#include <charconv>
#include <utility>

#include "host/LineReader.h"
#include "host/Lines.h"

namespace cli {

namespace {

constexpr std::string_view kTitle = "sweep-summary 1";

bool readUnsigned(host::LineReader* line, const char* what, uint64_t* number) {
  std::string word;
  if (!line->readText(what, &word)) return false;
  const char* const end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data(), end, *number);
  return (error == std::errc() && rest == end) ||
         line->fail(std::string(what) + " is `" + word + "`: a whole number is allowed");
}

bool readReal(host::LineReader* line, double* number) {
  std::string word;
  if (!line->readText("a metric", &word)) return false;
  const char* const end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data(), end, *number);
  return (error == std::errc() && rest == end) ||
         line->fail("a metric is `" + word + "`: a number is allowed");
}

// The shortest text from which the same number is read.
std::string realText(double number) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return error == std::errc() ? std::string(text, end) : "0";
}

bool readWords(host::LineReader* line, const char* what, std::vector<std::string>* words) {
  words->clear();
  while (!line->atEnd()) {
    words->emplace_back();
    if (!line->readText(what, &words->back())) return false;
  }
  return true;
}

bool readRange(host::LineReader* line, host::SeedRange* seeds) {
  std::string text;
  if (!line->readText("the seeds", &text)) return false;
  return host::parseSeedRange(text, seeds) || line->fail("the seeds are `" + text + "`");
}

bool readShardWord(host::LineReader* line, host::Shard* shard) {
  std::string text;
  if (!line->readText("the shard", &text)) return false;
  return host::parseShard(text, shard) || line->fail("the shard is `" + text + "`");
}

}  // namespace

bool SummaryHead::isOfSameSweep(const SummaryHead& other) const {
  return build == other.build && inputs == other.inputs && arguments == other.arguments &&
         seeds.first == other.seeds.first && seeds.last == other.seeds.last;
}

bool SummaryHead::operator==(const SummaryHead& other) const {
  return isOfSameSweep(other) && shard == other.shard;
}

std::string headText(const SummaryHead& head) {
  std::string text(kTitle);
  text += "\nbuild " + head.build + "\ninputs " + head.inputs + "\narguments";
  for (const std::string& argument : head.arguments) text += " " + host::quotedText(argument);
  return text + "\nseeds " + host::seedRangeText(head.seeds) + "\nshard " +
         host::shardText(head.shard) + "\n";
}

std::string EntryWriter::text(const SeedEntry& entry) {
  std::string line =
      "seed " + std::to_string(entry.seed) + " " + std::to_string(entry.outcome.exitCode) + " " +
      std::to_string(entry.outcome.killedBy) + " " + host::quotedText(entry.outcome.output);
  if (!entry.told) return line + "\n";
  std::string names;
  line += " " + std::to_string(static_cast<int>(entry.told->outcome)) + " " +
          host::quotedText(entry.told->reason);
  for (const report::Metric& metric : entry.told->metrics) {
    names += " " + metric.name;
    line += " " + realText(metric.number);
  }
  line += "\n";
  if (names == names_) return line;
  names_ = names;
  return "metrics" + names + "\n" + line;
}

std::string endText(uint64_t seeds) { return "end " + std::to_string(seeds) + "\n"; }

SummaryReader::SummaryReader(std::string file, std::string_view text)
    : file_(std::move(file)), text_(text), rest_(text) {
  if (!readHead()) return;
  const host::RangePart part = host::partOf(head_.seeds, head_.shard);
  nextSeed_ = part.first;
  left_ = part.count;
}

bool SummaryReader::fail(const std::string& problem) {
  if (problem_.empty()) problem_ = file_ + ":" + std::to_string(line_) + ": " + problem;
  return false;
}

bool SummaryReader::takeWholeLine(std::string_view* line) {
  ++line_;
  if (rest_.find('\n') == std::string_view::npos) return false;
  *line = host::takeLine(&rest_);
  return true;
}

bool SummaryReader::readHead() {
  std::string_view text;
  if (!takeWholeLine(&text) || text != kTitle) {
    return fail("is no summary of a sweep: the first line is `" + std::string(kTitle) + "`");
  }
  using Read = std::function<bool(host::LineReader*)>;
  const std::pair<const char*, Read> kLines[] = {
      {"build", [&](auto* line) { return line->readText("the build", &head_.build); }},
      {"inputs", [&](auto* line) { return line->readText("the inputs", &head_.inputs); }},
      {"arguments", [&](auto* line) { return readWords(line, "an argument", &head_.arguments); }},
      {"seeds", [&](auto* line) { return readRange(line, &head_.seeds); }},
      {"shard", [&](auto* line) { return readShardWord(line, &head_.shard); }},
  };
  for (const auto& [name, read] : kLines) {
    if (!takeWholeLine(&text)) return fail(std::string("the line `") + name + "` is missing");
    host::LineReader line(text);
    if (!line.readWord(name) || !read(&line) || !line.readEnd()) return fail(line.problem());
  }
  return true;
}

bool SummaryReader::next(SeedEntry* entry) {
  std::string_view text;
  while (problem_.empty() && takeWholeLine(&text)) {
    host::LineReader line(text);
    if (line.takeWord("metrics")) {
      if (!readWords(&line, "a metric", &names_)) return fail(line.problem());
      continue;
    }
    return line.nextWord() == "end" ? readEnd(text) : readEntry(text, entry);
  }
  return false;
}

bool SummaryReader::readEnd(std::string_view text) {
  if (left_ > 0) return fail("the end is reached before seed " + std::to_string(nextSeed_));
  if (!rest_.empty()) return fail("text follows the end");
  isComplete_ =
      text == endText(host::partOf(head_.seeds, head_.shard).count).substr(0, text.size());
  if (!isComplete_) fail("the end counts other seeds than the shard has");
  return false;
}

bool SummaryReader::readEntry(std::string_view text, SeedEntry* entry) {
  host::LineReader line(text);
  *entry = {};
  uint64_t exitCode = 0;
  uint64_t killedBy = 0;
  if (!line.readWord("seed") || !readUnsigned(&line, "the seed", &entry->seed) ||
      !readUnsigned(&line, "the exit status", &exitCode) ||
      !readUnsigned(&line, "the signal", &killedBy) ||
      !line.readText("the output", &entry->outcome.output)) {
    return fail(line.problem());
  }
  if (left_ == 0 || entry->seed != nextSeed_) return fail("another seed is expected here");
  entry->outcome.exitCode = static_cast<int>(exitCode);
  entry->outcome.killedBy = static_cast<int>(killedBy);
  if (!line.atEnd()) {
    report::SeedResult& told = entry->told.emplace();
    int outcome = 0;
    constexpr int kLast = static_cast<int>(report::SeedOutcome::Inconclusive);
    if (!line.readNumber("the outcome", 0, kLast, &outcome) ||
        !line.readText("the reason", &told.reason)) {
      return fail(line.problem());
    }
    told.outcome = static_cast<report::SeedOutcome>(outcome);
    for (const std::string& name : names_) {
      told.metrics.push_back({name, 0});
      if (!readReal(&line, &told.metrics.back().number)) return fail(line.problem());
    }
  }
  if (!line.readEnd()) return fail(line.problem());
  ++nextSeed_;
  --left_;
  return true;
}

}  // namespace cli
