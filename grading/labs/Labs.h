// The seven labs of docs/labs: what each asks for, and whether the runs of a submission show it.
//
// A lab is a list of requirements. Each is a pure function from what the runs showed to a remark,
// if something is missing. Nothing here runs anything: LabCheck.h does.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grading/confine/Trial.h"
#include "grading/explain/evidence/Evidence.h"
#include "grading/intake/Submission.h"
#include "grading/score/Grade.h"
#include "grading/score/Score.h"

namespace grading {

// Runs that are made together, with the same settings and several seeds.
enum class LabGroup : uint8_t {
  Probed,        // The single-failure test, with a look into the nodes (NodeProbe.h).
  SlowMessages,  // Peers that join one after the other, while each message takes long.
  Single,        // The course's tests.
  Multi,
  Drop,
  Create,
  Delete,
  Read,
  Update,
  PrimaryFails,  // The read and update tests, in which the primary fails first.
};

struct LabRun {
  Trial trial;
  Evidence evidence;
  ScenarioScore score;  // Of the trial's scenario; its note says how the run ended, if not well.
  std::string replay;   // The command that repeats the run.
};

using LabRuns = std::vector<LabRun>;

// All that is known of a submission. Groups that were not run have no entry.
struct LabEvidence {
  std::map<LabGroup, LabRuns> groups;
  std::vector<SubmittedFile> files;
  std::vector<Finding> warnings;    // What the compiler says of the files.
  std::vector<Finding> sanitizers;  // Empty if it was not built with them.

  // No runs if the group was not run.
  const LabRuns& runs(LabGroup group) const;
};

// What is missing, for a student.
struct Remark {
  std::string what;     // What was seen: a sentence or two, with peer, tick and so on.
  std::string mistake;  // The mistake that the lab's page names, in its words; may be empty.
  std::string lookAt;   // Where in the four files; may be empty.
  std::string command;  // What shows it; may be empty.
};

struct Requirement {
  enum Weight : uint8_t {
    Basis,  // If it is not met, the rest of the lab is not looked at.
    Part,
    Rest,  // Only looked at if all before it are met: what the parts have not explained.
  };

  Weight weight;
  std::optional<Remark> (*check)(const LabEvidence& evidence);
};

struct Lab {
  int number;         // From 1.
  const char* title;  // "failure detection"
  const char* page;   // "docs/labs/3-failure.md"
  std::vector<LabGroup> groups;
  std::vector<Requirement> requirements;
  // Also built and run with the sanitizers, if all else is done: building takes longest.
  bool usesSanitizers = false;
};

// In their order. Those of MembershipLabs.cpp and StoreLabs.cpp.
const std::vector<Lab>& labs();

constexpr int kLabs = 7;
constexpr int kFirstStoreLab = 4;  // The first that asks for something of MP2Node.

// How long each message takes in the runs of LabGroup::SlowMessages, at least; ticks.
constexpr Tick kSlowMessageTicks = 10;

// The runs of a group, one for each seed.
std::vector<Trial> trialsOf(LabGroup group);

// What is missing of the lab; empty if it is done.
std::vector<Remark> remarksOn(const Lab& lab, const LabEvidence& evidence);

// What the sanitizers found of the mistakes that the lab names, and else what they found.
std::vector<Remark> sanitizerRemarks(const LabEvidence& evidence);

// What is said if the submission lacks a part that the lab needs; `lacking` is Submission::lacking.
std::optional<Remark> lackingFor(const Lab& lab, const std::map<Part, std::string>& lacking);

// The text for the student who asked for lab `asked`: it is done, or `lab`, that one or an earlier
// one, lacks what the remarks say. Lines of at most 76 columns, commands aside.
std::string labText(const Lab& asked, const Lab& lab, const std::vector<Remark>& remarks);

// The compiler's warnings that may well be mistakes, of what warningFindings() returned; "" if
// there is none. For the student, after labText(): a lab may be done with them, and a later one
// not.
std::string labWarningsText(const std::vector<Finding>& warnings);

}  // namespace grading
