#include "grading/GraderOptions.h"

#include <algorithm>

#include "grading/formats/Coursera.h"
#include "grading/formats/Gradescope.h"
#include "grading/formats/JUnit.h"
#include "grading/formats/Json.h"
#include "grading/formats/PrairieLearn.h"
#include "grading/intake/Edition.h"
#include "grading/labs/Labs.h"

namespace grading {

const char kGraderHelp[] =
    R"(Usage: ./KVStoreGrader.sh [options]

Builds once, runs the course's tests with 20 seeds, and prints the points: 90 for the
key-value store, 90 for the membership protocol. Of each test the worst run counts.
Each lost point comes with its reason. After the points stands what the course's tests
never ask for (docs/grading.md): quality, which has no points.

  --test=WHAT     crud, fault-tolerance, stabilization, membership, course (these four),
                  quality, or all (all)
  --lab N         checks lab N of docs/labs (1..7), and those before it, in starter/ or in the
                  PATH of --submission: says that it is done, or what is missing
  --seeds A..B    every test with every seed of the range (1..20)
  --classic       the course's rules and lines alone, and one run of each test: with
                  seed 1, or the one of --seed N
  --strict        quality counts: 5 points for each thing looked at, all or none; goes
                  with --test=all and --test=quality
  --submission PATH  grades the four files in a folder, ZIP, TAR or TAR.GZ; without it,
                  or SUBMISSION=PATH in the environment, those here
  --edition E     for which edition of the course the files are written, 2014a, 2014 or
                  2020; without it, that is found out
  --fill-in       a part whose .cpp is missing has the points of ours, which stands in for
                  it; else it has none
  --time-limit S  seconds of computing that a run may take (10)
  --sanitize      also builds it with the address and undefined-behaviour sanitizers, runs
                  five tests under them, and explains what they find; some seconds more
  --jobs J        J runs at a time (all processors)
  --logs DIR      scores the logs in DIR (create.dbg.log, ..., singlefailure.dbg.log,
                  ...) without building or running anything
  --log FILE...   the same for single logs: each is known by its name, or by its lines
  --out DIR       where the logs of the last runs stay (grade-logs)
  -v              says what each run came to
  --quiet         does not show how far it is
  -h, --help      prints this text
  --version       prints the version

Formats; FILE may be -, standard output, which the points then do not go to:
  --json [FILE]      all there is to say (-)
  --coursera [FILE]  Coursera's fractionalScore and feedback (-)
  --junit FILE       a report for build servers
  --gradescope FILE  Gradescope's results.json
  --prairielearn FILE  the results.json of an external grader of PrairieLearn
  --html FILE        a page for a browser: the points, why they were lost, and the runs
                     that show it

Many at once:
  --submissions FOLDER  grades each folder and archive in FOLDER; with --jobs J, J at a time
  --csv FILE            adds a row for each; who has a row is not graded again
  --html DIR            makes a page of each, and DIR/index.html; who has a page is
                        graded again only if the submission has changed
  --shard I/N           the I-th of N parts of the submissions: on one of several machines
  --merge FILE... --csv FILE  writes one table of the tables that the parts gave
  --accept-readable-files  grades others' submissions also where the system cannot keep them
                        from reading other files: the nodes here, other submissions

Exit status: 0 full marks, or the lab is done; 1 points were lost, or it is not done yet;
2 something else went wrong.
)";

namespace {

struct Format {
  const char* option;
  bool isFileOptional;
  std::string (*write)(const Grade& grade);
};

constexpr Format kFormats[] = {{"--json", true, json},
                               {"--coursera", true, coursera},
                               {"--junit", false, jUnit},
                               {"--gradescope", false, gradescope},
                               {"--prairielearn", false, prairieLearn}};

// Gives the options whose file is optional one where it is left out: standard output.
std::vector<std::string> withFiles(const std::vector<std::string>& arguments) {
  std::vector<std::string> result;
  for (size_t i = 0; i < arguments.size(); ++i) {
    result.push_back(arguments[i]);
    const bool mayLack =
        std::any_of(std::begin(kFormats), std::end(kFormats), [&](const Format& format) {
          return format.isFileOptional && arguments[i] == format.option;
        });
    const bool isLast = i + 1 == arguments.size();
    const bool isFollowedByOption =
        !isLast && arguments[i + 1].size() > 1 && arguments[i + 1][0] == '-';
    if (mayLack && (isLast || isFollowedByOption)) result.push_back("-");
  }
  return result;
}

host::OptionSpec textOption(const char* name, const char* valueName, const char* allowed,
                            std::string* text) {
  return {name, valueName, allowed, [text](const std::string& value) {
            *text = value;
            return !value.empty();
          }};
}

host::OptionSpec labOption(GraderOptions* options) {
  return {"--lab", "N", "a lab's number, 1 to " + std::to_string(kLabs),
          [options](const std::string& value) {
            const bool isNumber = host::parseJobs(value, &options->lab);
            return isNumber && options->lab <= kLabs;
          }};
}

host::OptionSpec editionOption(GraderOptions* options) {
  std::string names = "one of";
  for (const std::string& name : editionNames()) names += " " + name;
  return {"--edition", "E", names, [options](const std::string& value) {
            options->edition = value;
            const auto& known = editionNames();
            return std::find(known.begin(), known.end(), value) != known.end();
          }};
}

host::OptionSpec testOption(GraderOptions* options, bool* isGiven) {
  std::string names = "one of";
  for (const TestChoice& choice : testChoices()) names += " " + choice.name;
  return {"--test", "WHAT", names, [options, isGiven](const std::string& value) {
            *isGiven = true;
            for (const TestChoice& choice : testChoices()) {
              if (value != choice.name) continue;
              options->choice = &choice;
              return true;
            }
            return false;
          }};
}

void addFormatOptions(GraderOptions* options, std::vector<host::OptionSpec>* specs) {
  for (const Format& format : kFormats) {
    const auto accept = [options, &format](const std::string& value) {
      options->formats.push_back({format.option, format.write, value});
      return !value.empty();
    };
    specs->push_back({format.option, "FILE", "a file, or -,", accept});
  }
}

// From KVStoreGrader.sh, and from the grader of many.
void addOptionsOfPrograms(GraderOptions* options, std::vector<host::OptionSpec>* specs) {
  specs->push_back(textOption("--home", "DIR", "a folder", &options->home));
  specs->push_back(textOption("--application", "FILE", "a program", &options->application));
  specs->push_back(textOption("--graded", "WHAT", "a name", &options->graded));
  specs->push_back(textOption("--row", "FILE", "a file", &options->rowFile));
}

// What is given, but means nothing or contradicts itself.
struct Given {
  bool seeds = false;
  bool seed = false;
  bool test = false;
  bool shard = false;
  bool merge = false;
};

void addOptionsOfMany(GraderOptions* options, Given* given, std::vector<host::OptionSpec>* specs) {
  specs->push_back(textOption("--submissions", "FOLDER", "a folder", &options->submissionsFolder));
  specs->push_back(textOption("--csv", "FILE", "a file", &options->csvFile));
  specs->push_back(
      textOption("--html", "FILE", "a file, or with --submissions a folder,", &options->htmlFile));
  specs->push_back(
      {"--shard", "I/N", host::kShardAllowed, [options, given](const std::string& value) {
         given->shard = true;
         return host::parseShard(value, &options->shard);
       }});
  specs->push_back(host::flagOption("--merge", &given->merge));
}

std::optional<std::string> labContradictionIn(const GraderOptions& options, const Given& given) {
  if (options.lab == 0) return std::nullopt;
  const std::pair<bool, const char*> kOthers[] = {
      {given.test, "--test"},
      {given.seeds || given.seed, "--seeds and --seed"},
      {options.isClassic, "--classic"},
      {options.isStrict, "--strict"},
      {options.sanitize, "--sanitize"},
      {options.fillIn, "--fill-in"},
      {areLogsGraded(options), "--log and --logs"},
      {!options.formats.empty(), "formats"},
      {!options.htmlFile.empty(), "--html"},
      {!options.submissionsFolder.empty() || !options.csvFile.empty(), "--submissions and --csv"},
  };
  for (const auto& [isGiven, name] : kOthers) {
    if (isGiven) return std::string("--lab: not allowed with ") + name;
  }
  return std::nullopt;
}

std::optional<std::string> mergeContradictionIn(const GraderOptions& options, const Given& given) {
  if (options.mergedTables.empty() || options.csvFile.empty()) {
    return "--merge: needs the tables, and --csv for the one that they give";
  }
  const bool isAlone = !given.seeds && !given.seed && !given.test && !given.shard &&
                       options.lab == 0 && !options.isClassic && !areLogsGraded(options) &&
                       options.formats.empty() && options.htmlFile.empty() &&
                       options.submission.empty() && options.submissionsFolder.empty();
  if (isAlone) return std::nullopt;
  return "--merge: no other option than --csv is allowed with it";
}

std::optional<std::string> qualityContradictionIn(const GraderOptions& options) {
  const std::string what = options.isStrict ? "--strict" : "--test quality";
  const bool isAskedFor = options.isStrict || options.choice->name == "quality";
  if (!isAskedFor || examinesQuality(options)) return std::nullopt;
  if (areLogsGraded(options)) return what + ": not allowed with logs: it needs runs";
  if (options.isClassic) return what + ": not allowed with --classic";
  return what + ": allowed with --test all and --test quality";
}

std::optional<std::string> contradictionIn(const GraderOptions& options, const Given& given) {
  if (given.merge) return mergeContradictionIn(options, given);
  if (given.shard && options.submissionsFolder.empty()) {
    return "--shard: allowed with --submissions alone";
  }
  if (const auto contradiction = labContradictionIn(options, given)) return contradiction;
  if (given.seed && !options.isClassic) return "--seed: is for --classic; else there is --seeds";
  if (given.seeds && options.isClassic) return "--seeds: means nothing with --classic";
  if (const auto contradiction = qualityContradictionIn(options)) return contradiction;
  const auto isToScreen = [](const FormatOutput& output) { return output.path == "-"; };
  if (std::count_if(options.formats.begin(), options.formats.end(), isToScreen) > 1) {
    return "only one format can go to standard output";
  }
  const bool hasLogs = areLogsGraded(options);
  if (!options.logFiles.empty() && !options.logsFolder.empty()) {
    return "--log and --logs: not allowed together";
  }
  if (hasLogs && options.fillIn) return "--fill-in: means nothing for logs: nothing is run";
  if (hasLogs && !options.submission.empty()) {
    return "--submission: is not run where logs are graded; leave it out, or --log and --logs";
  }
  if (hasLogs && !options.edition.empty()) {
    return "--edition: nothing is built where logs are graded; leave it out, or --log and --logs";
  }
  const bool hasTable = !options.csvFile.empty();
  const bool isOfMany = !options.submissionsFolder.empty();
  if ((isOfMany && !hasTable && options.htmlFile.empty()) || (hasTable && !isOfMany)) {
    return "--submissions and --csv: neither is allowed without the other; --html can stand for "
           "--csv";
  }
  if (options.htmlFile == "-") return "--html: needs a file; standard output is none";
  if (options.submissionsFolder.empty()) return std::nullopt;
  if (!options.submission.empty()) return "--submission: not allowed with --submissions";
  if (!options.formats.empty() || hasLogs) {
    return "--submissions: of formats, --csv and --html alone are allowed with it, and no logs are";
  }
  return std::nullopt;
}

}  // namespace

bool areLogsGraded(const GraderOptions& options) {
  return !options.logFiles.empty() || !options.logsFolder.empty();
}

bool isForClass(const GraderOptions& options) {
  const auto isForPlatform = [](const FormatOutput& output) {
    return output.write == gradescope || output.write == prairieLearn;
  };
  return !options.submissionsFolder.empty() || !options.rowFile.empty() ||
         std::any_of(options.formats.begin(), options.formats.end(), isForPlatform);
}

bool examinesQuality(const GraderOptions& options) {
  return options.choice->examinesQuality && !options.isClassic && !areLogsGraded(options);
}

std::optional<std::string> readGraderOptions(const std::vector<std::string>& arguments,
                                             GraderOptions* options) {
  Given given;
  host::SeedRange classicSeed;
  std::vector<host::OptionSpec> specs = {
      testOption(options, &given.test),
      labOption(options),
      {"--seeds", "A..B", host::kSeedRangeAllowed,
       [&](const std::string& value) {
         given.seeds = true;
         return host::parseSeedRange(value, &options->seeds);
       }},
      {"--seed", "N", host::kSeedAllowed,
       [&](const std::string& value) {
         given.seed = true;
         return host::parseSeedRange(value, &classicSeed) && classicSeed.count() == 1;
       }},
      {"--jobs", "J", host::kJobsAllowed,
       [&](const std::string& value) { return host::parseJobs(value, &options->jobs); }},
      {"--time-limit", "SECONDS", host::kJobsAllowed,
       [&](const std::string& value) { return host::parseJobs(value, &options->secondsPerRun); }},
      textOption("--submission", "PATH", "a folder, a ZIP, a TAR or a TAR.GZ",
                 &options->submission),
      editionOption(options),
      textOption("--logs", "DIR", "a folder", &options->logsFolder),
      {"--log", "FILE", "a log",
       [&](const std::string& value) {
         options->logFiles.push_back(value);
         return !value.empty();
       },
       true},
      textOption("--out", "DIR", "a folder", &options->outFolder),
      host::flagOption("--classic", &options->isClassic),
      host::flagOption("--strict", &options->isStrict),
      host::flagOption("--fill-in", &options->fillIn),
      host::flagOption("--sanitize", &options->sanitize),
      host::flagOption("--accept-readable-files", &options->acceptsReadableFiles),
      host::flagOption("-v", &options->verbose),
      host::flagOption("--quiet", &options->quiet),
      host::flagOption("--help", &options->help),
      host::flagOption("-h", &options->help),
      host::flagOption("--version", &options->version),
  };
  addFormatOptions(options, &specs);
  addOptionsOfMany(options, &given, &specs);
  addOptionsOfPrograms(options, &specs);
  std::vector<std::string> positional;
  std::string error;
  if (!host::readArguments(withFiles(arguments), specs, &positional, &error)) return error;
  if (given.merge) {
    options->mergedTables = positional;
    return contradictionIn(*options, given);
  }
  if (!positional.empty() && options->logFiles.empty()) {
    return positional[0] + ": no argument is allowed here; --help lists the options";
  }
  options->logFiles.insert(options->logFiles.end(), positional.begin(), positional.end());
  if (options->isClassic) options->seeds = classicSeed;
  return contradictionIn(*options, given);
}

}  // namespace grading
