#include "grading/GradeFiles.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "grading/formats/Csv.h"
#include "grading/pages/GradePage.h"
#include "host/WholeFile.h"

namespace grading {

namespace {

// The path's files are read: itself, or, of a folder, what is in it.
void addInput(const std::string& what, const std::string& path,
              std::vector<host::NamedFile>* files) {
  if (path.empty()) return;
  files->push_back({what, path, false});
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(path, ignored)) {
    files->push_back({"a file of " + what, entry.path().string(), false});
  }
}

std::vector<host::NamedFile> inputsOf(const GraderOptions& options) {
  std::vector<host::NamedFile> files;
  for (const std::string& log : options.logFiles) addInput("--log", log, &files);
  for (const std::string& table : options.mergedTables) addInput("--merge", table, &files);
  addInput("--logs", options.logsFolder, &files);
  addInput("the submission", options.submission, &files);
  addInput("--submissions", options.submissionsFolder, &files);
  return files;
}

// What a grading of many writes is a table and a folder.
std::vector<host::NamedFile> outputsOf(const GraderOptions& options) {
  std::vector<host::NamedFile> files = {{"--csv", options.csvFile}, {"--html", options.htmlFile}};
  for (const FormatOutput& output : options.formats) files.push_back({output.option, output.path});
  return files;
}

// Of a class, the page is for the student.
std::string pageFor(const GraderOptions& options, const Grade& grade) {
  return gradePage(options.rowFile.empty() ? grade : grade.seenByStudents());
}

}  // namespace

std::string whyUnwritable(const GraderOptions& options) {
  std::vector<host::NamedFile> files = inputsOf(options);
  const std::vector<host::NamedFile> outputs = outputsOf(options);
  files.insert(files.end(), outputs.begin(), outputs.end());
  const std::string clash = host::outputClash(files);
  if (!clash.empty() || !options.submissionsFolder.empty()) return clash;
  for (const host::NamedFile& output : outputs) {
    if (output.path.empty()) continue;
    const std::string error = host::whyUnwritable(output.path);
    if (!error.empty()) return error;
  }
  return "";
}

std::string writeFormats(const GraderOptions& options, const Grade& grade) {
  for (const FormatOutput& output : options.formats) {
    const std::string error = host::writeWholeFile(output.path, output.write(grade));
    if (!error.empty()) return error;
  }
  if (!options.htmlFile.empty()) {
    const std::string error = host::writeWholeFile(options.htmlFile, pageFor(options, grade));
    if (!error.empty()) return error;
  }
  return options.rowFile.empty() ? "" : host::appendWhole(options.rowFile, csvRow(grade));
}

}  // namespace grading
