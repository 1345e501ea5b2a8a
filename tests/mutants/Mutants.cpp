#include "tests/mutants/Mutants.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "sim/Random.h"

namespace mutants {

namespace {

// Nothing but messages for people and the time of a turn depends on these.
constexpr std::string_view kLeftOut[] = {"setCheckContext",   "checkFailed",
                                         "describeMessage",   "MP1Node::describe",
                                         "failCheck",         "MP1Node::printAddress",
                                         "MP2Node::describe", "MP2Node::WireMessage::describe",
                                         "MP2Node::noteTurn"};
constexpr std::string_view kLeftOutClass = "Prefetch::";

bool isLeftOut(const Region& region) {
  return region.name.starts_with(kLeftOutClass) ||
         std::find(std::begin(kLeftOut), std::end(kLeftOut), region.name) != std::end(kLeftOut);
}

// Without comments and line ends.
std::string compact(std::string_view source) {
  std::string text;
  for (const Token& token : tokensOf(source)) {
    if (token.isAfterSpace && !text.empty()) text.push_back(' ');
    text.append(token.text);
  }
  return text;
}

// The offsets at which the lines begin.
std::vector<size_t> lineStartsOf(std::string_view source) {
  std::vector<size_t> starts = {0};
  for (size_t end = source.find('\n'); end < source.size(); end = source.find('\n', end + 1)) {
    starts.push_back(end + 1);
  }
  return starts;
}

Mutant mutantOf(const std::string& file, std::string_view source,
                const std::vector<size_t>& lineStarts, const Region& region, const Change& change) {
  const auto behind = std::upper_bound(lineStarts.begin(), lineStarts.end(), change.offset);
  const auto line = static_cast<size_t>(behind - lineStarts.begin());
  const size_t begin = lineStarts[line - 1];
  const size_t end = std::min(source.find('\n', change.offset + change.size), source.size());
  const std::string_view lines = source.substr(begin, end - begin);
  std::string changedLines(source.substr(begin, change.offset - begin));
  changedLines.append(change.replacement);
  changedLines.append(lines.substr(change.offset - begin + change.size));
  return {file, line, region.name, compact(lines), compact(changedLines), change};
}

// All that says which change it is.
std::string textOf(const Mutant& mutant) {
  return mutant.file + '\n' + mutant.function + '\n' + mutant.before + '\n' + mutant.after;
}

void numberEqualOnes(std::vector<Mutant>* mutants) {
  std::map<std::string, int> counts;
  for (Mutant& mutant : *mutants) {
    const int count = ++counts[textOf(mutant)];
    if (count > 1) mutant.after.append(" (").append(std::to_string(count)).append(")");
  }
}

}  // namespace

std::vector<Mutant> mutantsOf(const std::string& file, std::string_view source) {
  const Tokens tokens = tokensOf(source);
  const std::vector<size_t> lineStarts = lineStartsOf(source);
  std::vector<Mutant> mutants;
  for (const Region& region : regionsOf(tokens)) {
    if (isLeftOut(region)) continue;
    for (const Change& change : changesOf(tokens, region)) {
      mutants.push_back(mutantOf(file, source, lineStarts, region, change));
    }
  }
  numberEqualOnes(&mutants);
  return mutants;
}

std::vector<Mutant> drawn(std::vector<Mutant> all, uint64_t seed) {
  const size_t count = all.size();
  std::array<std::vector<Mutant>, kChangeKinds> ofKind;
  for (Mutant& mutant : all) {
    ofKind[static_cast<size_t>(mutant.change.kind)].push_back(std::move(mutant));
  }
  sim::Random random(seed, "mutants");
  std::vector<Mutant> drawn;
  while (drawn.size() < count) {
    std::vector<Mutant>& some = ofKind[random.below(kChangeKinds)];
    if (some.empty()) continue;
    const auto chosen = some.begin() + static_cast<long>(random.below(some.size()));
    drawn.push_back(std::move(*chosen));
    some.erase(chosen);
  }
  return drawn;
}

// A 64-bit FNV-1a hash, in hexadecimal digits.
std::string nameOf(const Mutant& mutant) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : textOf(mutant)) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  std::string name;
  for (int shift = 60; shift >= 0; shift -= 4)
    name.push_back("0123456789abcdef"[hash >> shift & 15]);
  return name;
}

}  // namespace mutants
