#include "grading/examine/FieldDependence.h"

#include <algorithm>

#include "check/base/Wording.h"
#include "grading/examine/Repeatability.h"
#include "sim/UnsetFields.h"

namespace grading {

namespace {

// As the submission's author knows the field.
std::string describedField(const std::string& field) {
  if (field == sim::fieldName(sim::UnsetField::AddressBytes)) return "the bytes of Address()";
  if (field == sim::fieldName(sim::UnsetField::NodeHash)) return "the hash code of Node()";
  return field;
}

// Each once, in the order of sim::unsetFields().
std::vector<std::string> fieldsOf(const std::vector<FieldDependence>& differing) {
  std::vector<std::string> fields;
  for (const sim::UnsetField field : sim::unsetFields()) {
    const std::string name = sim::fieldName(field);
    const bool isNamed =
        std::any_of(differing.begin(), differing.end(), [&](const FieldDependence& run) {
          return std::count(run.fields.begin(), run.fields.end(), name) > 0;
        });
    if (isNamed) fields.push_back(describedField(name));
  }
  return fields;
}

// Of one edition it is no mistake.
std::string adviceFor(const std::vector<std::string>& fields) {
  const std::string address = describedField(sim::fieldName(sim::UnsetField::AddressBytes));
  if (std::count(fields.begin(), fields.end(), address) == 0) return "";
  return " (The 2020 edition of the course zeroes Address(); if the files are written for that, "
         "grade them with --edition 2020.)";
}

}  // namespace

Finding fieldFindingOf(const std::vector<FieldDependence>& runs) {
  Finding finding;
  finding.name = "unset-fields";
  finding.title = "no result depends on fields that nobody sets";
  finding.counts = false;  // The points of the worse run count already.
  std::vector<FieldDependence> differing;
  std::vector<std::string> scenarios;
  for (const FieldDependence& run : runs) {
    if (run.zeros == run.ones) continue;
    differing.push_back(run);
    scenarios.emplace_back(scenarioName(run.scenario));
  }
  if (differing.empty()) return finding;
  const FieldDependence& first = differing.front();
  const std::vector<std::string> fields = fieldsOf(differing);
  finding.kind = Finding::Weak;
  finding.replay = first.replay;
  finding.text =
      "This submission reads " +
      (fields.empty() ? std::string("several of the fields together") : check::listText(fields)) +
      ", which the course's constructors leave unset: it works or fails by what was in memory. "
      "Seed " +
      std::to_string(first.seed) + " of " + check::listText(scenarios) +
      " was run with zeros there, and again with all bits set (--fill ones); the first lines that "
      "differ:\n  " +
      firstDifference(first.zeros, first.ones) + "\nSet it before it is read." + adviceFor(fields) +
      " Of the two runs, the one with fewer points counts.";
  return finding;
}

}  // namespace grading
