// Tests of tests/mutants/Mutants.h.
#include "tests/mutants/Mutants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "host/WholeFile.h"
#include "tests/mutants/Reviews.h"

namespace mutants {
namespace {

std::vector<Mutant> mutantsOfNodes() {
  std::vector<Mutant> all;
  for (const std::string file : {"MP1Node.cpp", "MP2Node.cpp"}) {
    const std::string source = host::readWholeFile(TEST_SOURCE_DIR "/" + file);
    for (Mutant& mutant : mutantsOf(file, source)) all.push_back(std::move(mutant));
  }
  return all;
}

std::set<std::string> namesOf(const std::vector<Mutant>& mutants) {
  std::set<std::string> names;
  for (const Mutant& mutant : mutants) names.insert(nameOf(mutant));
  return names;
}

const char kSource[] = R"(// A comment.
void f() {
  g(1,  // Why.
    x);
  h(2);
}
)";

TEST(MutantsTest, mutantsOf_textIsOfWholeLinesWithoutComments) {
  const std::vector<Mutant> mutants = mutantsOf("a.cpp", kSource);
  const auto swapped = std::find_if(mutants.begin(), mutants.end(), [](const Mutant& mutant) {
    return mutant.change.kind == ChangeKind::SwappedArguments;
  });
  ASSERT_NE(mutants.end(), swapped);
  EXPECT_EQ(3u, swapped->line);
  EXPECT_EQ("f", swapped->function);
  EXPECT_EQ("g(1, x);", swapped->before);
  EXPECT_EQ("g(x, 1);", swapped->after);
}

TEST(MutantsTest, mutantsOf_equalChangesOfAFunctionAreNumbered) {
  std::vector<std::string> texts;
  for (const Mutant& mutant : mutantsOf("a.cpp", "void f() {\n  g();\n  g();\n}\n")) {
    if (mutant.change.kind == ChangeKind::Statement) texts.push_back(mutant.after);
  }
  EXPECT_EQ((std::vector<std::string>{";", "; (2)"}), texts);
}

TEST(MutantsTest, nameOf_staysIfOtherLinesChange) {
  const std::vector<Mutant> old = mutantsOf("a.cpp", "void f() {\n  g(1);\n}\n");
  const std::vector<Mutant> moved = mutantsOf("a.cpp", "int x;\nvoid f() {\n  g(1);\n}\n");
  EXPECT_EQ(namesOf(old), namesOf(moved));
}

TEST(MutantsTest, nameOf_tellsAllMutantsOfOurNodesApart) {
  const std::vector<Mutant> all = mutantsOfNodes();
  EXPECT_EQ(all.size(), namesOf(all).size());
  EXPECT_GT(all.size(), 1000u);
}

TEST(MutantsTest, mutantsOf_ourNodesHaveNoneInChecksAndDescriptions) {
  for (const Mutant& mutant : mutantsOfNodes()) {
    EXPECT_FALSE(mutant.function.ends_with("escribe")) << mutant.before;
    EXPECT_FALSE(mutant.before.starts_with("MP2_CHECK(") && mutant.change.size > 0) << mutant.after;
  }
}

TEST(MutantsTest, drawn_isAPermutationThatTheSeedDecides) {
  const std::vector<Mutant> all = mutantsOfNodes();
  const std::vector<Mutant> first = drawn(all, 1);
  const std::vector<Mutant> again = drawn(all, 1);
  const std::vector<Mutant> other = drawn(all, 2);
  ASSERT_EQ(all.size(), first.size());
  EXPECT_EQ(namesOf(all), namesOf(first));
  EXPECT_TRUE(std::equal(first.begin(), first.end(), again.begin(),
                         [](const Mutant& a, const Mutant& b) { return a.change == b.change; }));
  EXPECT_NE(nameOf(first.front()), nameOf(other.front()));
}

TEST(MutantsTest, drawn_hasAllKindsSoon) {
  std::vector<Mutant> few = drawn(mutantsOfNodes(), 1);
  few.resize(70);
  std::vector<size_t> counts(kChangeKinds);
  for (const Mutant& mutant : few) ++counts[static_cast<size_t>(mutant.change.kind)];
  for (size_t kind = 0; kind < kChangeKinds; ++kind) {
    EXPECT_GE(counts[kind], 3u) << nameOf(static_cast<ChangeKind>(kind));
  }
}

// A review of a change that no longer is possible would never be read again.
TEST(MutantsTest, reviewed_areMutantsOfOurNodes) {
  std::vector<std::string> errors;
  const std::string path = TEST_SOURCE_DIR "/tests/mutants/reviewed";
  const std::vector<Mutant> all = mutantsOfNodes();
  for (const Review& review : readReviews(host::readWholeFile(path), path, &errors)) {
    EXPECT_TRUE(
        std::any_of(all.begin(), all.end(),
                    [&](const Mutant& mutant) { return reviewOf(mutant, {review}) != nullptr; }))
        << path << ':' << review.line << ": no mutant has this change";
  }
  EXPECT_EQ(std::vector<std::string>(), errors);
}

}  // namespace
}  // namespace mutants
