#include "grading/pages/GradePage.h"

#include <utility>

#include "grading/formats/Json.h"
#include "grading/pages/SpotEvents.h"
#include "notation/JsonText.h"
#include "report/Page.h"
#include "report/reading/TraceReader.h"
#include "report/recording/CompletedTrace.h"

namespace grading {

namespace {

using notation::JsonObject;

// A run as the page has it.
struct PageRun {
  std::string title;
  std::string trace;                          // Checked; "" = none.
  std::optional<size_t> place;                // Of the trace among those of the page.
  std::string why;                            // There is none.
  std::vector<std::vector<ShownSpot>> spots;  // Of each of the grade's tests; none of other runs.
};

std::string titleOf(const ShownRun& run) {
  return confFileName(run.scenario) + ", seed " + std::to_string(run.seed);
}

report::TraceHeading headingOf(const Grade& grade, const ShownRun& run) {
  report::TraceHeading heading{confFileName(run.scenario), run.replay, {}};
  if (!grade.nodes.empty()) heading.sources.push_back({"nodes", grade.nodes});
  return heading;
}

// Reads the trace, which comes from the submission's process, and finds the spots in it.
PageRun pageRunOf(const Grade& grade, size_t place) {
  const ShownRun& run = grade.runs[place];
  PageRun shown;
  shown.title = titleOf(run);
  shown.why = run.why;
  shown.spots.resize(grade.tests.size());
  if (run.trace.empty()) return shown;
  shown.trace = report::completedTrace(run.trace, headingOf(grade, run), run.why);
  std::string error;
  const auto trace = report::readTrace(shown.trace, "trace", &error);
  if (!trace) {
    shown.trace.clear();
    shown.why = "the run's trace is damaged: " + error;
    return shown;
  }
  for (size_t i = 0; i < grade.tests.size(); ++i) {
    if (grade.tests[i].shownRun != place) continue;
    for (const Spot& spot : grade.tests[i].spots) {
      shown.spots[i].push_back(shownSpot(spot, *trace));
    }
  }
  return shown;
}

std::string indexText(report::Index index) {
  return index == report::kNoIndex ? "-1" : std::to_string(index);
}

std::string spotJson(const Spot& spot, const ShownSpot& shown) {
  return JsonObject()
      .addInteger("tick", shown.tick)
      .addInteger("peer", shown.peer)
      .add("event", indexText(shown.event))
      .addText("record", shown.record)
      .add("key", indexText(shown.key))
      .addInteger("operation", shown.operation)
      .addText("stop_at", shown.stopAt)
      .addText("what", spot.what)
      .text();
}

std::string testJson(const TestGrade& test, const std::vector<PageRun>& runs, size_t place) {
  std::vector<std::string> spots;
  if (test.shownRun && *test.shownRun < runs.size()) {
    const std::vector<ShownSpot>& shown = runs[*test.shownRun].spots[place];
    for (size_t i = 0; i < shown.size(); ++i) spots.push_back(spotJson(test.spots[i], shown[i]));
  }
  return JsonObject()
      .addText("name", test.name)
      .addText("scenario", scenarioName(test.scenario))
      .addText("part", isMembership(test.scenario) ? "membership" : "store")
      .addText("title", test.title)
      .addInteger("points", test.points)
      .addInteger("max_points", test.maxPoints)
      .addNumber("mean", test.mean)
      .addFlag("flaky", test.isFlaky())
      .addInteger("best_points", test.bestPoints)
      .addInteger("best_seed", test.bestSeed)
      .addText("worst_seed", std::to_string(test.worstSeed))
      .addText("reason", test.reason)
      .addText("note", test.note)
      .addText("explanation", test.explanation)
      .addText("replay", test.replay)
      .add("run", test.shownRun ? std::to_string(*test.shownRun) : "null")
      .add("spots", notation::jsonArray(spots))
      .text();
}

std::string runJson(const ShownRun& run, const PageRun& shown) {
  return JsonObject()
      .addText("title", shown.title)
      .addText("why", shown.why)
      .addText("replay", run.replay)
      .addText("debugger", run.debugger)
      .add("trace", shown.place ? std::to_string(*shown.place) : "null")
      .text();
}

std::string seedsText(const Grade& grade) {
  if (grade.isOfLogs) return "";
  const std::string first = std::to_string(grade.firstSeed);
  return grade.firstSeed == grade.lastSeed ? first : first + ".." + std::to_string(grade.lastSeed);
}

std::string factsOf(const Grade& grade, const std::vector<PageRun>& pageRuns) {
  std::vector<std::string> tests;
  for (size_t i = 0; i < grade.tests.size(); ++i) {
    tests.push_back(testJson(grade.tests[i], pageRuns, i));
  }
  std::vector<std::string> runs;
  for (size_t i = 0; i < pageRuns.size(); ++i) runs.push_back(runJson(grade.runs[i], pageRuns[i]));
  return JsonObject()
      .addText("submission", grade.submission)
      .addText("nodes", grade.nodes)
      .addText("seeds", seedsText(grade))
      .addInteger("points", grade.points())
      .addInteger("max_points", grade.maxPoints())
      .addNumber("mean", grade.mean())
      .addFlag("classic", grade.isClassic)
      .addFlag("strict", grade.isStrict)
      .addText("start_here", grade.startHere)
      .addText("build_error", grade.buildError)
      .addText("replay_note", grade.replayNote)
      .add("notices", noticesJson(grade))
      .add("tests", notation::jsonArray(tests))
      .add("runs", notation::jsonArray(runs))
      .add("findings", findingsJson(grade))
      .text();
}

}  // namespace

std::string gradePage(const Grade& grade) {
  std::vector<PageRun> runs;
  std::vector<report::PageTrace> traces;
  for (size_t i = 0; i < grade.runs.size(); ++i) runs.push_back(pageRunOf(grade, i));
  for (PageRun& run : runs) {
    if (run.trace.empty()) continue;
    run.place = traces.size();
    traces.push_back({run.title, run.title, run.trace});
  }
  const std::string title = "Grade of " + grade.submission;
  return report::makePage(report::PageKind::Grade, traces, {title, factsOf(grade, runs)});
}

}  // namespace grading
