// Tests of tests/mutants/Outline.h.
#include "tests/mutants/Outline.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mutants {
namespace {

const char kSource[] = R"(#include "a.h"
#define CHECK(condition) { condition; }

namespace {

const int kTicks = 3;
const int kLonger = kTicks * 2, kNothing;
int counter = 0;
static_assert(kTicks < 4, "short");
using other::name;
enum Section { kJoined, kLeft };
Turn current = {0, 0, 0};

inline bool isNext(const Endpoint& one) { return one.first == 1; }

}  // namespace

namespace mp1 {

class Reader {
 public:
  explicit Reader(int size) : size_(size), counts_() { read({1, 2}); }
  const string& text() const { return text_; }
  virtual ~Reader();

 private:
  static const int kMost = 256;
  struct Inner {
    void clear() {}
  };
};

map<int, vector<string> > Reader::takeDue(
    int now) const {
  const auto isBefore = [](int one) { return one < 2; };
  return {};
}

}  // namespace mp1

MP2Node::MP2Node(int id)
    : id(id),
      other(new Table) {
  start();
}

MP2Node::~MP2Node() {}

bool MP2Node::Version::operator<(const Version& other) const { return tick < other.tick; }

void* get(int (&array)[3]) { return 0; }
)";

struct OutlineTest : testing::Test {
  const Tokens tokens = tokensOf(kSource);
  const std::vector<Region> regions = regionsOf(tokens);

  const Region& region(const std::string& name) const {
    for (const Region& region : regions) {
      if (region.name == name) return region;
    }
    ADD_FAILURE() << name << " is missing";
    return regions.front();
  }

  std::string textOf(const Region& region) const {
    std::string text;
    for (size_t i = region.begin; i < region.end; ++i) {
      if (i > region.begin) text += ' ';
      text += tokens[i].text;
    }
    return text;
  }
};

TEST_F(OutlineTest, regionsOf_namesAllFunctionsAndConstants) {
  std::vector<std::string> names;
  for (const Region& region : regions) names.push_back(region.name);
  const std::vector<std::string> expected = {"kTicks",
                                             "kLonger",
                                             "isNext",
                                             "Reader::Reader",
                                             "Reader::text",
                                             "Reader::kMost",
                                             "Reader::Inner::clear",
                                             "Reader::takeDue",
                                             "MP2Node::MP2Node",
                                             "MP2Node::~MP2Node",
                                             "MP2Node::Version::operator<",
                                             "get"};
  EXPECT_EQ(expected, names);
}

TEST_F(OutlineTest, regionsOf_aConstantIsItsInitializer) {
  EXPECT_FALSE(region("kTicks").isFunction);
  EXPECT_EQ("3", textOf(region("kTicks")));
  EXPECT_EQ("256", textOf(region("Reader::kMost")));
}

TEST_F(OutlineTest, regionsOf_aFunctionIsItsBody) {
  EXPECT_TRUE(region("isNext").isFunction);
  EXPECT_EQ("return one . first == 1 ;", textOf(region("isNext")));
  EXPECT_EQ("read ( { 1 , 2 } ) ;", textOf(region("Reader::Reader")));
  EXPECT_EQ("start ( ) ;", textOf(region("MP2Node::MP2Node")));
  EXPECT_EQ("", textOf(region("MP2Node::~MP2Node")));
  EXPECT_EQ("const auto isBefore = [ ] ( int one ) { return one < 2 ; } ; return { } ;",
            textOf(region("Reader::takeDue")));
}

TEST_F(OutlineTest, regionsOf_results) {
  EXPECT_EQ(Result::Bool, region("isNext").result);
  EXPECT_EQ(Result::Bool, region("MP2Node::Version::operator<").result);
  EXPECT_EQ(Result::Reference, region("Reader::text").result);
  EXPECT_EQ(Result::Value, region("Reader::takeDue").result);
  EXPECT_EQ(Result::Nothing, region("Reader::Reader").result);
  EXPECT_EQ(Result::Nothing, region("Reader::Inner::clear").result);
  EXPECT_EQ(Result::Nothing, region("MP2Node::~MP2Node").result);
  EXPECT_EQ(Result::Value, region("get").result);
}

TEST(OutlineClosingTest, closingOf_matchesBracketsOfAllKinds) {
  const Tokens tokens = tokensOf("( [ ] { ( ) } ) )");
  EXPECT_EQ(7u, closingOf(tokens, 0));
  EXPECT_EQ(6u, closingOf(tokens, 3));
  EXPECT_EQ(3u, closingOf(tokensOf("( ( )"), 0));
}

TEST(OutlineDeathTest, requires_aTokenThere) {
  EXPECT_DEATH(closingOf(Tokens(), 0), "check failed: open < tokens.size\\(\\)");
}

}  // namespace
}  // namespace mutants
