#include "grading/Many.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "grading/formats/Csv.h"
#include "grading/pages/ClassPages.h"
#include "host/JobPool.h"
#include "host/Version.h"
#include "host/WholeFile.h"
#include "host/Words.h"

namespace grading {

namespace {

namespace files = std::filesystem;

bool isArchive(const std::string& name) {
  for (const char* ending : {".zip", ".tar", ".tar.gz", ".tgz"}) {
    if (name.ends_with(ending)) return true;
  }
  return false;
}

// The folders and archives in `folder`, by name.
std::vector<std::string> submissionsIn(const std::string& folder, std::string* error) {
  std::vector<std::string> names;
  std::error_code code;
  for (files::directory_iterator entry(folder, code), end; !code && entry != end;
       entry.increment(code)) {
    const std::string name = entry->path().filename().string();
    const bool isSubmission = entry->is_directory(code) || isArchive(name);
    if (isSubmission && name[0] != '.') names.push_back(name);
  }
  if (code) *error = folder + ": cannot be read: " + code.message();
  if (!code && names.empty()) {
    *error = folder + ": has no folder and no archive in it, so no submission";
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> ofShard(const std::vector<std::string>& names, const host::Shard& shard) {
  const host::RangePart part = host::partOf({0, names.size() - 1}, shard);
  const auto first = names.begin() + static_cast<std::ptrdiff_t>(part.first);
  return {first, first + static_cast<std::ptrdiff_t>(part.count)};
}

struct Table {
  std::string text;
  std::set<std::string> names;  // Who has a row.
  size_t wholeBytes = 0;        // Of `text`: what follows is a row that was cut off.
  bool isOurs = true;           // Empty, or with our header.
};

Table readTable(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Table table;
  table.text.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  const std::string header = csvHeader();
  std::string_view headerRow = header;
  std::string_view rest = table.text;
  table.isOurs = rest.empty() || takeCsvRow(&rest) == takeCsvRow(&headerRow);
  while (const auto row = takeCsvRow(&rest)) table.names.insert(row->front());
  table.wholeBytes = table.text.size() - rest.size();
  return table;
}

// Of the file at `path`, which may not be there; "" if rows can be read from it and added. A
// device, say, would be read without end.
std::string whyNoTable(const std::string& path) {
  std::error_code ignored;
  const files::file_status status = files::status(path, ignored);
  if (!files::exists(status) || files::is_regular_file(status)) return "";
  return path + ": is not a regular file";
}

// Makes sure that rows can be added to the file. Returns what is wrong, or "".
std::string prepareTable(const std::string& path, const Table& table) {
  const std::string header = csvHeader();
  if (!table.isOurs) {
    return path + ":1: is no table of grades: expected " + header.substr(0, header.size() - 1);
  }
  if (table.text.empty()) return host::writeWholeFile(path, header);
  // A full disk, say, has cut a row off.
  if (table.wholeBytes == table.text.size()) return host::appendWhole(path, "");
  return host::writeWholeFile(path, table.text.substr(0, table.wholeBytes));
}

// What is wrong with a table that is only read, or "".
std::string prepareToRead(const std::string& path, const Table& table) {
  if (table.text.empty()) return path + ": cannot be read, or is empty";
  const std::string header = csvHeader();
  if (table.isOurs) return "";
  return path + ":1: is no table of grades: expected " + header.substr(0, header.size() - 1);
}

// The table without the rows of `names`.
std::string withoutRows(const Table& table, const std::set<std::string>& names) {
  std::string kept;
  std::string_view rest = table.text;
  while (!rest.empty()) {
    const std::string_view before = rest;
    const auto row = takeCsvRow(&rest);
    if (!row) break;
    if (names.count(row->front()) == 0) kept += before.substr(0, before.size() - rest.size());
  }
  return kept;
}

// Leaves in *names those to be graded: those without a row, or without a page of their present
// state, whose old rows are removed. Returns what is wrong, or "".
std::string chooseChanged(const ManyPlan& plan, ClassPages* pages,
                          std::vector<std::string>* names) {
  const Table table = readTable(plan.csvFile);
  std::set<std::string> old;
  std::erase_if(*names, [&](const std::string& name) {
    const bool isUpToDate = pages == nullptr || pages->isUpToDate(name, plan.folder + "/" + name);
    const bool hasRow = table.names.count(name) > 0;
    if (hasRow && !isUpToDate) old.insert(name);
    return hasRow && isUpToDate;
  });
  return old.empty() ? "" : host::writeWholeFile(plan.csvFile, withoutRows(table, old));
}

// Becomes the grader of one submission, which adds its row to the table and writes its page.
int gradeSubmission(const ManyPlan& plan, const ClassPages* pages, const std::string& name,
                    int descriptor) {
  std::vector<std::string> arguments = {
      plan.grader,  "--submission", plan.folder + "/" + name, "--graded", name, "--row",
      plan.csvFile, "--out",        plan.logs + "/" + name,   "--jobs",   "1",  "--quiet"};
  if (pages != nullptr) arguments.insert(arguments.end(), {"--html", pages->pageOf(name)});
  arguments.insert(arguments.end(), plan.options.begin(), plan.options.end());
  // Submissions are built side by side; each needs no more than a processor.
  std::cerr << host::becomeProgram(arguments, {"MAKEFLAGS=-j1"}, descriptor) << "\n";
  return 2;
}

// Grades them and notes what comes of each.
void gradeAll(const ManyPlan& plan, const std::vector<std::string>& names, ClassPages* pages,
              ManyOutcome* outcome) {
  if (names.empty()) return;
  const auto body = [&](uint64_t job, int descriptor) {
    return gradeSubmission(plan, pages, names[job], descriptor);
  };
  const auto report = [&](uint64_t job, const host::JobOutcome& ended) {
    if (readTable(plan.csvFile).names.count(names[job]) > 0) {
      ++outcome->graded;
      const std::string error = pages == nullptr ? "" : pages->note(names[job]);
      if (!error.empty()) outcome->error = error;
    } else {
      const std::string why = ended.killedBy == 0
                                  ? ended.output
                                  : "its grader ended with " + host::endText(0, ended.killedBy);
      outcome->failed.push_back(names[job] + ": " + why);
      plan.progress->addFailure();
    }
  };
  plan.progress->begin("submissions", names.size());
  std::string error;
  host::runJobs(0, names.size() - 1, plan.jobs, body, report, &error, nullptr,
                [&](uint64_t over) { plan.progress->show(over); });
  if (!error.empty()) outcome->error = error;
}

}  // namespace

ManyOutcome gradeMany(const ManyPlan& plan) {
  ManyOutcome outcome;
  std::vector<std::string> names = submissionsIn(plan.folder, &outcome.error);
  if (outcome.error.empty()) outcome.error = whyNoTable(plan.csvFile);
  if (!outcome.error.empty()) return outcome;
  outcome.error = prepareTable(plan.csvFile, readTable(plan.csvFile));
  if (!outcome.error.empty()) return outcome;
  names = ofShard(names, plan.shard);
  const std::vector<std::string> all = names;
  std::optional<ClassPages> pages;
  if (!plan.htmlFolder.empty()) {
    pages.emplace(plan.htmlFolder, host::joined(plan.options, " ") + " " + host::kVersion);
    outcome.error = pages->open();
    if (!outcome.error.empty()) return outcome;
  }
  ClassPages* const made = pages ? &*pages : nullptr;
  outcome.error = chooseChanged(plan, made, &names);
  if (!outcome.error.empty()) return outcome;
  outcome.skipped = all.size() - names.size();
  gradeAll(plan, names, made, &outcome);
  if (pages && outcome.error.empty()) {
    const std::string title = "Grades of " + files::path(plan.folder).filename().string();
    outcome.error = pages->writeIndex(title, all, readTable(plan.csvFile).text);
  }
  return outcome;
}

std::optional<size_t> mergeTables(const std::vector<std::string>& tables,
                                  const std::string& csvFile, std::string* error) {
  std::map<std::string, std::pair<std::string, std::string>> rows;  // By name: the file, the row.
  for (const std::string& path : tables) {
    const Table table = readTable(path);
    const std::string wrong = prepareToRead(path, table);
    if (!wrong.empty()) {
      *error = wrong;
      return std::nullopt;
    }
    std::string_view rest = std::string_view(table.text).substr(0, table.wholeBytes);
    takeCsvRow(&rest);
    while (!rest.empty()) {
      const std::string_view before = rest;
      const auto row = takeCsvRow(&rest);
      if (!row) break;
      const std::string text(before.substr(0, before.size() - rest.size()));
      const auto [found, isNew] = rows.emplace(row->front(), std::pair(path, text));
      if (isNew) continue;
      *error = path + ": " + row->front() + " has a row in " + found->second.first + ", too";
      return std::nullopt;
    }
  }
  std::string text = csvHeader();
  for (const auto& [name, row] : rows) text += row.second;
  *error = host::writeWholeFile(csvFile, text);
  if (!error->empty()) return std::nullopt;
  return rows.size();
}

}  // namespace grading
