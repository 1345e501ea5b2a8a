// Writes mutants of MP1Node.cpp and MP2Node.cpp in the current folder, for run.sh.
//
//   mutate SEED NUMBER FOLDER   writes the NUMBER-th mutant that is drawn (1, 2, …) to FOLDER: the
//                               changed source, and `description`, a line `WORD TEXT` for each of
//                               name, file, line, function, kind, before, after, and, if it is
//                               reviewed, verdict and reason
//   mutate --count              prints how many mutants there are, of each file and kind
//
// Exit status: 0 fine, 1 there are fewer mutants, 2 something was wrong.
#include <charconv>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "host/TextFile.h"
#include "host/WholeFile.h"
#include "tests/mutants/Mutants.h"
#include "tests/mutants/Reviews.h"

namespace {

constexpr size_t kMostBytes = 10000000;
constexpr char kUsage[] = "mutate: SEED NUMBER FOLDER or --count is expected\n";
constexpr char kReviews[] = "tests/mutants/reviewed";

int fail(const std::string& reason) {
  std::cerr << reason << '\n';
  return 2;
}

// Reads the sources into *sources, by name, and returns their mutants. Appends to *errors.
std::vector<mutants::Mutant> readMutants(std::map<std::string, std::string>* sources,
                                         std::vector<std::string>* errors) {
  std::vector<mutants::Mutant> all;
  for (const std::string file : {"MP1Node.cpp", "MP2Node.cpp"}) {
    std::string& source = (*sources)[file];
    const std::string reason = host::readTextFile(file, kMostBytes, &source);
    if (!reason.empty()) errors->push_back(file + ": " + reason);
    for (mutants::Mutant& mutant : mutants::mutantsOf(file, source))
      all.push_back(std::move(mutant));
  }
  return all;
}

void printCounts(const std::vector<mutants::Mutant>& all) {
  std::map<std::string, int> counts;
  for (const mutants::Mutant& mutant : all) {
    ++counts[mutant.file + " " + std::string(mutants::nameOf(mutant.change.kind))];
  }
  for (const auto& [name, count] : counts) std::cout << name << ' ' << count << '\n';
  std::cout << "all " << all.size() << '\n';
}

std::string descriptionOf(const mutants::Mutant& mutant, const mutants::Review* review) {
  std::string text;
  const auto add = [&](const char* word, std::string_view value) {
    text.append(word).append(" ").append(value).append("\n");
  };
  add("name", nameOf(mutant));
  add("file", mutant.file);
  add("line", std::to_string(mutant.line));
  add("function", mutant.function);
  add("kind", mutants::nameOf(mutant.change.kind));
  add("before", mutant.before);
  add("after", mutant.after);
  if (review != nullptr) add("verdict", review->verdict);
  if (review != nullptr) add("reason", review->reason);
  return text;
}

bool parse(const std::string& text, uint64_t* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size();
}

int write(const mutants::Mutant& mutant, const std::string& source, const std::string& folder,
          const std::vector<mutants::Review>& reviews) {
  std::string error;
  if (!host::makeFolder(folder, &error)) return fail(folder + ": " + error);
  error = host::writeWholeFile(folder + "/" + mutant.file, mutants::changed(source, mutant.change));
  if (error.empty()) {
    error = host::writeWholeFile(folder + "/description",
                                 descriptionOf(mutant, reviewOf(mutant, reviews)));
  }
  return error.empty() ? 0 : fail(folder + ": " + error);
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  const bool isCount = arguments == std::vector<std::string>{"--count"};
  uint64_t seed = 0;
  uint64_t number = 0;
  if (!isCount && (arguments.size() != 3 || !parse(arguments[0], &seed) ||
                   !parse(arguments[1], &number) || number == 0)) {
    std::cerr << kUsage;
    return 2;
  }
  std::map<std::string, std::string> sources;
  std::vector<std::string> errors;
  std::vector<mutants::Mutant> all = readMutants(&sources, &errors);
  std::string text;
  const std::string reason = host::readTextFile(kReviews, kMostBytes, &text);
  if (!reason.empty()) errors.push_back(std::string(kReviews) + ": " + reason);
  const std::vector<mutants::Review> reviews = mutants::readReviews(text, kReviews, &errors);
  for (const std::string& error : errors) std::cerr << error << '\n';
  if (!errors.empty()) return 2;
  if (isCount) {
    printCounts(all);
    return 0;
  }
  if (number > all.size()) return 1;
  const mutants::Mutant mutant = mutants::drawn(std::move(all), seed)[number - 1];
  return write(mutant, sources[mutant.file], arguments[2], reviews);
}
