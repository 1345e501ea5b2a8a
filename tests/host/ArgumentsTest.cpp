// Tests of host/Arguments.h.
#include "host/Arguments.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

using Texts = std::vector<std::string>;

// What readArguments made of a command line with --seed N, --set KEY=VALUE and --quiet.
struct Outcome {
  bool isFine = false;
  Texts accepted;  // The calls of `accept`, as "NAME VALUE".
  Texts positional;
  std::string error;
};

Outcome read(const Texts& arguments) {
  Outcome outcome;
  const auto taking = [&](const std::string& name, bool isNumber) {
    return [&outcome, name, isNumber](const std::string& value) {
      outcome.accepted.push_back(name + " " + value);
      return !isNumber || value.find_first_not_of("0123456789") == std::string::npos;
    };
  };
  const std::vector<host::OptionSpec> specs = {
      {"--seed", "N", "a whole number", taking("--seed", true)},
      {"--set", "KEY=VALUE", "a setting", taking("--set", false), true},
      {"--quiet", "", "", taking("--quiet", false)},
  };
  outcome.isFine = host::readArguments(arguments, specs, &outcome.positional, &outcome.error);
  return outcome;
}

TEST(ArgumentsTest, readArguments_none) {
  const Outcome outcome = read({});
  EXPECT_TRUE(outcome.isFine);
  EXPECT_EQ(Texts{}, outcome.accepted);
  EXPECT_EQ(Texts{}, outcome.positional);
  EXPECT_EQ("", outcome.error);
}

TEST(ArgumentsTest, readArguments_eachFormInAnyOrder) {
  const Outcome outcome = read({"--seed", "5", "a.conf", "--quiet", "--set=6", "b.conf"});
  EXPECT_TRUE(outcome.isFine);
  EXPECT_EQ((Texts{"--seed 5", "--quiet ", "--set 6"}), outcome.accepted);
  EXPECT_EQ((Texts{"a.conf", "b.conf"}), outcome.positional);
}

TEST(ArgumentsTest, readArguments_valueMayHoldAnEqualsSign) {
  const Outcome outcome = read({"--set", "A=1", "--set=B=2", "--set="});
  EXPECT_TRUE(outcome.isFine);
  EXPECT_EQ((Texts{"--set A=1", "--set B=2", "--set "}), outcome.accepted);
}

// Whoever forgets a value does not mean the next option as the value.
TEST(ArgumentsTest, readArguments_anOptionInPlaceOfAValue) {
  EXPECT_EQ("--set: KEY=VALUE is missing: a setting is allowed; --set=--quiet would be that text",
            read({"--set", "--quiet"}).error);
  EXPECT_EQ("--set: KEY=VALUE is missing: a setting is allowed; --set=--seed=5 would be that text",
            read({"--set", "--seed=5"}).error);
  EXPECT_FALSE(read({"--seed", "--set", "a"}).isFine);
}

TEST(ArgumentsTest, readArguments_valueMayLookLikeAnOption) {
  EXPECT_EQ((Texts{"--set --quiet"}), read({"--set=--quiet"}).accepted);
  EXPECT_EQ((Texts{"--set --other"}), read({"--set", "--other"}).accepted);
  EXPECT_EQ("--seed -1: a whole number is allowed", read({"--seed", "-1"}).error);
}

TEST(ArgumentsTest, readArguments_emptyAndDashArePositional) {
  const Outcome outcome = read({"", "-"});
  EXPECT_TRUE(outcome.isFine);
  EXPECT_EQ((Texts{"", "-"}), outcome.positional);
}

TEST(ArgumentsTest, readArguments_error) {
  const struct {
    Texts arguments;
    std::string error;
  } kCases[] = {
      {{"--sed", "5"}, "--sed: there is no such option: did you mean --seed?"},
      {{"--SEED=5"}, "--SEED: there is no such option: did you mean --seed?"},
      {{"--frobnicate"}, "--frobnicate: there is no such option; --help lists them"},
      {{"-x"}, "-x: there is no such option; --help lists them"},
      {{"--"}, "--: there is no such option; --help lists them"},
      {{"--seed"}, "--seed: N is missing: a whole number is allowed"},
      {{"--seed", "x"}, "--seed x: a whole number is allowed"},
      {{"--seed=x"}, "--seed x: a whole number is allowed"},
      {{"--quiet=yes"}, "--quiet: takes no value"},
      {{"--quiet="}, "--quiet: takes no value"},
      {{"--seed", "1", "--seed=1"}, "--seed: is given twice; once is allowed"},
      {{"--quiet", "--quiet"}, "--quiet: is given twice; once is allowed"},
  };
  for (const auto& test : kCases) {
    const Outcome outcome = read(test.arguments);
    EXPECT_FALSE(outcome.isFine) << test.error;
    EXPECT_EQ(test.error, outcome.error);
  }
}

TEST(ArgumentsTest, readArguments_endsAtTheFirstError) {
  const Outcome outcome = read({"--seed", "1", "--sed", "--seed", "2"});
  EXPECT_FALSE(outcome.isFine);
  EXPECT_EQ((Texts{"--seed 1"}), outcome.accepted);
}

TEST(ArgumentsTest, parseSeedRange_allowed) {
  const struct {
    const char* text;
    uint64_t first;
    uint64_t last;
    uint64_t count;
  } kCases[] = {
      {"1..100", 1, 100, 100},
      {"7", 7, 7, 1},
      {"7..7", 7, 7, 1},
      {"0..0", 0, 0, 1},
      {"18446744073709551615", UINT64_MAX, UINT64_MAX, 1},
      {"1..18446744073709551615", 1, UINT64_MAX, UINT64_MAX},
  };
  for (const auto& test : kCases) {
    host::SeedRange range{1000, 1000};
    EXPECT_TRUE(host::parseSeedRange(test.text, &range)) << test.text;
    EXPECT_EQ(test.first, range.first) << test.text;
    EXPECT_EQ(test.last, range.last) << test.text;
    EXPECT_EQ(test.count, range.count()) << test.text;
  }
}

TEST(ArgumentsTest, parseSeedRange_refused) {
  const char* const kTexts[] = {"",
                                "x",
                                "-1",
                                "+1",
                                "1.",
                                "1..",
                                "..1",
                                "..",
                                "2..1",
                                "1...2",
                                "1..x",
                                "1..-1",
                                "1..2..3",
                                "1 .. 2",
                                " 1",
                                "1 ",
                                "1.5",
                                "1e3",
                                "0x1",
                                "18446744073709551616",
                                "0..18446744073709551615"};
  for (const char* text : kTexts) {
    host::SeedRange range{3, 4};
    EXPECT_FALSE(host::parseSeedRange(text, &range)) << text;
    EXPECT_EQ(3u, range.first) << text;
    EXPECT_EQ(4u, range.last) << text;
  }
}

TEST(ArgumentsTest, parseJobs_limits) {
  for (const char* text : {"1", "2", "1024"}) {
    int jobs = 0;
    EXPECT_TRUE(host::parseJobs(text, &jobs)) << text;
    EXPECT_EQ(text, std::to_string(jobs));
  }
  for (const char* text :
       {"", "0", "-1", "1025", "4294967297", "99999999999999999999", "2x", "x"}) {
    int jobs = 7;
    EXPECT_FALSE(host::parseJobs(text, &jobs)) << text;
    EXPECT_EQ(7, jobs) << text;
  }
}

TEST(ArgumentsTest, parseShard_limits) {
  host::Shard shard;
  EXPECT_TRUE(host::parseShard("3/8", &shard));
  EXPECT_EQ((host::Shard{3, 8}), shard);
  EXPECT_EQ("3/8", host::shardText(shard));
  for (const std::string wrong : {"", "3", "0/8", "9/8", "3/0", "a/8", "3/", "/8", "1/1000001"}) {
    EXPECT_FALSE(host::parseShard(wrong, &shard)) << wrong;
  }
  EXPECT_EQ((host::Shard{3, 8}), shard);
}

TEST(ArgumentsTest, partOf_allShardsHaveEachNumberOnce) {
  for (const host::SeedRange range : {host::SeedRange{1, 100}, {7, 9}, {5, 5}}) {
    for (uint64_t count = 1; count < 12; ++count) {
      uint64_t next = range.first;
      for (uint64_t index = 1; index <= count; ++index) {
        const host::RangePart part = host::partOf(range, {index, count});
        EXPECT_EQ(next, part.first);
        EXPECT_LE(part.count, range.count() / count + 1);
        EXPECT_GE(part.count, range.count() / count);
        next += part.count;
      }
      EXPECT_EQ(range.last + 1, next);
    }
  }
}

}  // namespace
}  // namespace sim
