// Tests of cli/Options.h. The messages for single values are ArgumentsTest's business.
#include "cli/Options.h"

#include <gtest/gtest.h>

namespace cli {
namespace {

using Strings = std::vector<std::string>;

// What is wrong with the command line; "" for nothing.
std::string misuse(const Strings& arguments) {
  Options options;
  return readOptions(arguments, &options).value_or("");
}

Options optionsOf(const Strings& arguments) {
  Options options;
  EXPECT_EQ(std::nullopt, readOptions(arguments, &options));
  return options;
}

TEST(OptionsTest, readOptions_defaults) {
  const Options options = optionsOf({"a.conf"});
  EXPECT_EQ("a.conf", options.confFile);
  EXPECT_EQ(1u, options.seeds.first);
  EXPECT_EQ(1u, options.seeds.count());
  EXPECT_EQ("", options.outFolder);
  EXPECT_EQ(0, options.jobs);
  EXPECT_TRUE(options.overrides.empty());
  for (bool flag : {options.isSweep, options.check, options.shrink, options.untilFailure,
                    options.quiet, options.help, options.version}) {
    EXPECT_FALSE(flag);
  }
}

TEST(OptionsTest, readOptions_aSweep) {
  const Options options =
      optionsOf({"--seeds", "3..7", "a.conf", "--jobs=2", "--until-failure", "--check", "--set",
                 "KEYS=3", "--set=CLIENTS=2", "--out", "x", "--quiet"});
  EXPECT_EQ("a.conf", options.confFile);
  EXPECT_TRUE(options.isSweep);
  EXPECT_EQ(3u, options.seeds.first);
  EXPECT_EQ(7u, options.seeds.last);
  EXPECT_EQ(2, options.jobs);
  EXPECT_TRUE(options.untilFailure);
  EXPECT_TRUE(options.check);
  EXPECT_TRUE(options.quiet);
  EXPECT_EQ((Strings{"KEYS=3", "CLIENTS=2"}), options.overrides);
  EXPECT_EQ("x", options.outFolder);
}

TEST(OptionsTest, readOptions_aSeedToShrink) {
  const Options options = optionsOf({"a.conf", "--seed", "9", "--check", "--shrink"});
  EXPECT_FALSE(options.isSweep);
  EXPECT_EQ(9u, options.seeds.first);
  EXPECT_EQ(1u, options.seeds.count());
  EXPECT_TRUE(options.shrink);
}

TEST(OptionsTest, readOptions_badValues) {
  const std::string kSeed = ": a whole number from 0 to 18446744073709551615 is allowed";
  EXPECT_EQ("--seed x" + kSeed, misuse({"a.conf", "--seed", "x"}));
  EXPECT_EQ("--seed 1..3" + kSeed, misuse({"a.conf", "--seed", "1..3"}));
  EXPECT_EQ(
      "--seeds 3..1: a range like 1..100, within 0..18446744073709551615 but not all of it, is "
      "allowed",
      misuse({"a.conf", "--seeds", "3..1"}));
  EXPECT_EQ("--jobs 0: a whole number from 1 to 1024 is allowed",
            misuse({"a.conf", "--seeds", "1..2", "--jobs", "0"}));
  EXPECT_EQ("--out : a folder is allowed", misuse({"a.conf", "--out="}));
  for (const char* flag : {"--check", "--shrink", "--until-failure", "--quiet", "--help"}) {
    EXPECT_EQ(flag + std::string(": takes no value"), misuse({"a.conf", flag + std::string("=1")}));
  }
}

TEST(OptionsTest, readOptions_badRelations) {
  EXPECT_EQ("a conf file is missing: ./Application testcases/create.conf, say", misuse({}));
  EXPECT_EQ("b.conf: one conf file is allowed", misuse({"a.conf", "b.conf"}));
  EXPECT_EQ("--seed and --seeds: one of the two is allowed",
            misuse({"a.conf", "--seeds", "1..2", "--seed", "1"}));
  EXPECT_EQ("--jobs: allowed with --seeds or --search alone", misuse({"a.conf", "--jobs", "2"}));
  EXPECT_EQ("--until-failure: allowed with --seeds or --search alone",
            misuse({"a.conf", "--until-failure"}));
  EXPECT_EQ("--runs: allowed with --search alone", misuse({"a.conf", "--runs", "2"}));
  EXPECT_EQ("--corpus: allowed with --search alone", misuse({"a.conf", "--corpus", "d"}));
  EXPECT_EQ("--search: allowed with --check alone", misuse({"a.conf", "--search", "guided"}));
  EXPECT_EQ("--search and --seeds: one of the two is allowed",
            misuse({"a.conf", "--check", "--search", "guided", "--seeds", "1..2"}));
  EXPECT_EQ("--search exhaustive: --window is missing",
            misuse({"a.conf", "--check", "--search", "exhaustive", "--faults", "2"}));
  EXPECT_EQ("--window: allowed with --search exhaustive alone",
            misuse({"a.conf", "--check", "--search", "guided", "--window", "1..2"}));
  EXPECT_EQ("--faults: allowed with --search alone", misuse({"a.conf", "--faults", "2"}));
  EXPECT_EQ("--for: not allowed with --search exhaustive",
            misuse({"a.conf", "--check", "--search", "exhaustive", "--faults", "2", "--window",
                    "1..2", "--for", "3"}));
  EXPECT_EQ("--shrink: with --search, allowed with --until-failure alone",
            misuse({"a.conf", "--check", "--search", "guided", "--shrink"}));
  EXPECT_EQ("--trace: allowed with one run alone",
            misuse({"a.conf", "--check", "--search", "guided", "--trace", "t"}));
  const std::string shrink = "--shrink: allowed with --check and one seed, or --until-failure";
  EXPECT_EQ(shrink, misuse({"a.conf", "--shrink"}));
  EXPECT_EQ(shrink, misuse({"a.conf", "--shrink", "--check", "--seeds", "1..2"}));
  EXPECT_TRUE(
      optionsOf({"a.conf", "--shrink", "--check", "--seeds", "1..2", "--until-failure"}).shrink);
}

TEST(OptionsTest, readOptions_helpAndVersionNeedNothingElse) {
  EXPECT_TRUE(optionsOf({"--help"}).help);
  EXPECT_TRUE(optionsOf({"-h"}).help);
  EXPECT_TRUE(optionsOf({"--jobs", "2", "--version"}).version);
}

TEST(OptionsTest, readOptions_settingsAloneMayBeGivenTwice) {
  EXPECT_EQ("--out: is given twice; once is allowed", misuse({"a.conf", "--out=x", "--out=y"}));
  EXPECT_EQ("--check: is given twice; once is allowed", misuse({"a.conf", "--check", "--check"}));
}

TEST(OptionsTest, readOptions_metricsAreOfOneRun) {
  EXPECT_EQ("m.txt", optionsOf({"a.conf", "--metrics", "m.txt"}).metricsFile);
  EXPECT_EQ("--metrics: allowed with one run alone",
            misuse({"a.conf", "--seeds", "1..2", "--metrics", "m.txt"}));
}

TEST(OptionsTest, readOptions_watchIsOfOneRunThatPrints) {
  EXPECT_TRUE(optionsOf({"a.conf", "--watch"}).watch);
  EXPECT_EQ("--watch: not allowed with --quiet", misuse({"a.conf", "--watch", "--quiet"}));
  EXPECT_EQ("--watch: allowed with one run alone",
            misuse({"a.conf", "--seeds", "1..2", "--watch"}));
}

TEST(OptionsTest, readOptions_pagesAndTracesNeedAFile) {
  for (const char* option : {"--report", "--trace"}) {
    EXPECT_EQ(option + std::string(" -: a file, not standard output is allowed"),
              misuse({"a.conf", option, "-"}));
  }
}

TEST(OptionsTest, readOptions_aTraceInPlaceOfARun) {
  const Options options =
      optionsOf({"--from-trace", "a.trace", "--report", "a.html", "--compare-with", "b.trace",
                 "--explain", "k", "--timeline=a.csv", "--quiet"});
  EXPECT_EQ("", options.confFile);
  EXPECT_EQ("a.trace", options.fromTrace);
  EXPECT_EQ("b.trace", options.compareWith);
  ASSERT_EQ(2u, options.traceOutputs.size());
  EXPECT_STREQ("--explain", options.traceOutputs[0].output->option);
  EXPECT_EQ("a.csv", options.traceOutputs[1].value);
  EXPECT_EQ("--from-trace: an option that says what to make of it is missing: --report FILE, say",
            misuse({"--from-trace", "a.trace"}));
  EXPECT_EQ("a.conf: a conf file is not allowed with --from-trace, which makes no run",
            misuse({"a.conf", "--from-trace", "a.trace", "--report", "x"}));
  for (const Strings& more :
       {Strings{"--seed", "1"}, Strings{"--check"}, Strings{"--set", "KEYS=1"},
        Strings{"--seeds", "1..2"}, Strings{"--trace", "t"}, Strings{"--out", "o"}}) {
    Strings arguments = {"--from-trace", "a.trace", "--report", "x"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(more[0] + ": not allowed with --from-trace, which makes no run", misuse(arguments));
  }
}

TEST(OptionsTest, readOptions_shards) {
  const Options options = optionsOf({"a.conf", "--jobs", "3", "--check", "--seeds", "1..9", "--set",
                                     "KEYS=4", "--shard", "2/3", "--summary", "s"});
  EXPECT_EQ((host::Shard{2, 3}), options.shard);
  EXPECT_EQ((Strings{"a.conf", "--set", "KEYS=4", "--seeds", "1..9", "--check"}),
            options.sweepArguments);
  EXPECT_EQ("./Application a.conf --set KEYS=4 --seeds 1..9 --check --shard 1/3 --summary FILE",
            shardCommand(options, {1, 3}));
  const Strings search = {"a.conf",     "--seed",   "1", "--check",  "--search",
                          "exhaustive", "--faults", "2", "--window", "5..9"};
  Strings shard = search;
  shard.insert(shard.end(), {"--shard", "2/3", "--summary", "s"});
  EXPECT_EQ(search, optionsOf(shard).sweepArguments);
  EXPECT_EQ(
      "./Application a.conf --seed 1 --check --search exhaustive --faults 2 --window 5..9"
      " --shard 1/3 --summary FILE",
      shardCommand(optionsOf(shard), {1, 3}));
  EXPECT_EQ((Strings{"s", "t"}), optionsOf({"--merge", "s", "t", "--report", "r"}).mergedFiles);
  EXPECT_EQ("--merge: the summaries of the shards are missing", misuse({"--merge"}));
  EXPECT_EQ("--check: not allowed with --merge, which makes no run",
            misuse({"--merge", "s", "--check"}));
  EXPECT_EQ("--shard: allowed with --summary alone",
            misuse({"a.conf", "--seeds", "1..9", "--shard", "1/2"}));
  EXPECT_EQ("--summary: allowed with --seeds or --search exhaustive alone",
            misuse({"a.conf", "--summary", "s"}));
  EXPECT_EQ("--summary: not allowed with --until-failure",
            misuse({"a.conf", "--seeds", "1..9", "--summary", "s", "--until-failure"}));
  EXPECT_EQ("--summary: not allowed with --report: give that to --merge",
            misuse({"a.conf", "--seeds", "1..9", "--summary", "s", "--report", "r"}));
}

TEST(OptionsTest, readOptions_history) {
  const Options options = optionsOf({"--history", "h.edn", "--demand", "regular", "--quiet"});
  EXPECT_EQ("h.edn", options.historyFile);
  EXPECT_EQ(check::Level::Regular, options.demand);
  EXPECT_EQ(check::Level::Linearizable, optionsOf({"--history", "h.edn"}).demand);
  EXPECT_EQ("--seed: not allowed with --history, which makes no run",
            misuse({"--history", "h.edn", "--seed", "2"}));
  EXPECT_EQ("--demand: allowed with --history alone", misuse({"a.conf", "--demand", "regular"}));
}

TEST(OptionsTest, readOptions_aTraceThatIsCutIsOnStandardInput) {
  const Options options = optionsOf({"--from-trace", "-", "--at", "1", "--ended-early", "why"});
  EXPECT_EQ("why", options.endedEarly);
  EXPECT_EQ("--ended-early: allowed with --from-trace - alone",
            misuse({"--from-trace", "a.trace", "--at", "1", "--ended-early", "why"}));
  EXPECT_EQ("--ended-early: allowed with --from-trace - alone",
            misuse({"a.conf", "--ended-early", "why"}));
}

TEST(OptionsTest, readOptions_whatIsMadeOfATraceIsOfOneRun) {
  EXPECT_EQ("x.html", optionsOf({"a.conf", "--report", "x.html"}).reportFile);
  for (const TraceOutput& output : traceOutputTable()) {
    EXPECT_EQ(1u, optionsOf({"a.conf", output.option, "1"}).traceOutputs.size());
    EXPECT_EQ(output.option + std::string(": allowed with one run alone"),
              misuse({"a.conf", "--seeds", "1..2", output.option, "1"}));
  }
  EXPECT_EQ("--at x: a tick, a whole number from 0 is allowed", misuse({"a.conf", "--at", "x"}));
  EXPECT_EQ("--compare-with: allowed with --report alone",
            misuse({"a.conf", "--compare-with", "b.trace"}));
  EXPECT_EQ("--live: allowed with --report alone, and not with --compare-with",
            misuse({"a.conf", "--live"}));
  EXPECT_EQ("--live: allowed with one run alone",
            misuse({"a.conf", "--live", "--report", "x", "--seeds", "1..2"}));
  EXPECT_EQ("--compare-with: allowed with one run alone",
            misuse({"a.conf", "--compare-with", "b", "--report", "x", "--seeds", "1..2"}));
}

TEST(OptionsTest, readOptions_thePageOfASweep) {
  EXPECT_EQ("x", optionsOf({"a.conf", "--seeds", "1..100000", "--report", "x"}).reportFile);
  EXPECT_EQ("--report: at most 100000 seeds are allowed on a page",
            misuse({"a.conf", "--seeds", "0..100000", "--report", "x"}));
  EXPECT_EQ("--report: allowed with one run alone",
            misuse({"a.conf", "--seeds", "1..9", "--report", "x", "--check", "--shrink",
                    "--until-failure"}));
}

TEST(OptionsTest, sweepCommand_repeatsTheSweep) {
  EXPECT_EQ("./Application a.conf --set KEYS=3 --seeds 1..9 --check --until-failure",
            sweepCommand(optionsOf({"a.conf", "--seeds", "1..9", "--check", "--until-failure",
                                    "--jobs", "2", "--set", "KEYS=3", "--report", "x"})));
}

TEST(OptionsTest, readOptions_aStopIsOfOneRun) {
  EXPECT_FALSE(optionsOf({"a.conf"}).stopAt);
  const Options options = optionsOf({"a.conf", "--stop-at", "225:4:recvLoop"});
  ASSERT_TRUE(options.stopAt);
  EXPECT_EQ(225, options.stopAt->tick);
  EXPECT_EQ("./Application a.conf --seed 1", replayCommand(options, 1)) << "runs to the end";
  EXPECT_EQ(
      "--stop-at 4:recvLoop: a tick, TICK:PEER or TICK:PEER:CALL, such as 225:4:recvLoop, is "
      "allowed",
      misuse({"a.conf", "--stop-at", "4:recvLoop"}));
  for (const Strings& more : {Strings{"--seeds", "1..2"}, Strings{"--check", "--shrink"}}) {
    Strings arguments = {"a.conf", "--stop-at", "225"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ("--stop-at: allowed with one run alone", misuse(arguments));
  }
}

TEST(OptionsTest, readOptions_theGraderReadsOneFileOfOneRun) {
  EXPECT_EQ("s", optionsOf({"a.conf", "--score-log", "s"}).scoreLog);
  EXPECT_EQ("e", optionsOf({"a.conf", "--event-log", "e"}).eventLog);
  EXPECT_EQ("t", optionsOf({"a.conf", "--trace-log", "t"}).graderFile());
  EXPECT_TRUE(optionsOf({"a.conf", "--trace-log", "t"}).isOfGrader());
  EXPECT_FALSE(optionsOf({"a.conf", "--trace", "t"}).isOfGrader());
  for (const char* other : {"--score-log", "--event-log", "--trace", "--report"}) {
    EXPECT_NE("", misuse({"a.conf", "--trace-log", "t", other, "f"}));
  }
  for (const char* file : {"--score-log", "--event-log", "--trace-log"}) {
    EXPECT_EQ(file + std::string(": allowed with one run alone"),
              misuse({"a.conf", "--seeds", "1..2", file, "f"}));
  }
  EXPECT_EQ("--score-log and --event-log: one of the two is allowed",
            misuse({"a.conf", "--score-log", "s", "--event-log", "e"}));
}

TEST(OptionsTest, readOptions_suppositionsMayBeSeveral) {
  const Options options = optionsOf({"a.conf", "--what-if", "copies", "--what-if", "own-entry"});
  EXPECT_EQ((std::vector<lab::WhatIf>{lab::WhatIf::Copies, lab::WhatIf::OwnEntry}),
            options.whatIfs);
  EXPECT_EQ("./Application a.conf --what-if copies --what-if own-entry --seed 5",
            replayCommand(options, 5));
  EXPECT_EQ("--what-if luck: " + lab::whatIfNames() + " is allowed",
            misuse({"a.conf", "--what-if", "luck"}));
  EXPECT_EQ("--probe-state: allowed with --event-log alone", misuse({"a.conf", "--probe-state"}));
}

TEST(OptionsTest, kHelp_namesEachOption) {
  for (const char* name :
       {"--seed N", "--seeds A..B", "--jobs J", "--until-failure", "--check", "--shrink",
        "--fill WHAT", "--disturb N", "--what-if WHAT", "--set KEY=VALUE", "--out DIR",
        "--metrics FILE", "--report FILE", "--trace FILE", "--from-trace TRACE",
        "--compare-with TRACE", "--quiet", "-h, --help", "--version"}) {
    EXPECT_NE(std::string::npos, std::string(kHelp).find(name)) << name;
  }
  for (const TraceOutput& output : traceOutputTable()) {
    const std::string name = std::string(output.option) + " " + output.valueName;
    EXPECT_NE(std::string::npos, std::string(kHelp).find(name)) << name;
  }
}

// ---- The command that runs a seed again.

TEST(OptionsTest, replayCommand_isOneSeedOfTheSameRun) {
  EXPECT_EQ("./Application a.conf --seed 5",
            replayCommand(optionsOf({"a.conf", "--seeds", "1..9", "--jobs", "2"}), 5));
  EXPECT_EQ("./Application a.conf --set KEYS=3 --set 'FAULTS=a b' --seed 5 --check",
            replayCommand(optionsOf({"a.conf", "--check", "--set", "KEYS=3", "--set", "FAULTS=a b",
                                     "--shrink", "--quiet", "--out", "x"}),
                          5));
}

TEST(OptionsTest, replayCommand_keepsTheFill) {
  const Options options = optionsOf({"a.conf", "--fill", "ones"});
  EXPECT_EQ(sim::Fill::Ones, options.fill.fill);
  EXPECT_EQ("./Application a.conf --fill ones --seed 5", replayCommand(options, 5));
  EXPECT_EQ("./Application a.conf --seed 5",
            replayCommand(optionsOf({"a.conf", "--fill", "zero"}), 5));
  EXPECT_EQ("./Application a.conf --fill ones:Node --seed 5",
            replayCommand(optionsOf({"a.conf", "--fill", "ones:Node"}), 5));
}

TEST(OptionsTest, replayCommand_readsBack) {
  const Options options = optionsOf({"a.conf", "--check", "--set", "KEYS=3"});
  EXPECT_EQ("./Application a.conf --set KEYS=3 --seed 18446744073709551615 --check",
            replayCommand(options, UINT64_MAX));
  const Options again =
      optionsOf({"a.conf", "--set", "KEYS=3", "--seed", "18446744073709551615", "--check"});
  EXPECT_EQ(UINT64_MAX, again.seeds.first);
  EXPECT_EQ(options.overrides, again.overrides);
}

}  // namespace
}  // namespace cli
