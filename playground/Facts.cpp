#include "playground/Facts.h"

#include "host/Conf.h"
#include "host/TextFile.h"
#include "notation/Escaping.h"
#include "notation/JsonText.h"
#include "playground/Lesson.h"

namespace playground {

namespace {

constexpr size_t kLongestFile = size_t{1} << 20;

// Returns false, with the reason in *error, if it cannot be read.
bool readFile(const std::string& path, std::string* text, std::string* error) {
  const std::string reason = host::readTextFile(path, kLongestFile, text);
  if (!reason.empty()) *error = path + ": " + reason;
  return reason.empty();
}

bool isSchedulePath(const host::ConfEntry& entry) {
  return entry.key == "FAULTS" && entry.value != "none" && entry.value != "random" &&
         entry.value != "wild";
}

// The path of the schedule that the entries name; "" if they name none. Later ones count.
std::string scheduleOf(const std::vector<host::ConfEntry>& entries) {
  std::string path;
  for (const host::ConfEntry& entry : entries) {
    if (entry.key == "FAULTS") path = isSchedulePath(entry) ? entry.value : "";
  }
  return path;
}

std::string confJson(const std::string& path, const std::vector<std::string>& settings,
                     std::string* error) {
  std::string text;
  if (!readFile(path, &text, error)) return "";
  host::ConfErrors errors;
  std::vector<host::ConfEntry> entries = host::readConfText(text, path, &errors);
  for (const std::string& setting : settings) {
    entries.push_back(host::readConfOverride(setting, &errors));
  }
  const std::string schedulePath = scheduleOf(entries);
  if (!errors.empty()) *error = errors.front();
  std::string schedule;
  if (!schedulePath.empty() && !readFile(schedulePath, &schedule, error)) return "";
  notation::JsonObject json;
  json.addText("name", path).addText("text", text).addText("schedule", schedule);
  return json.addFlag("isFile", true).text();
}

std::string lessonJson(const std::string& path, std::string* error) {
  std::string text;
  if (!readFile(path + ".lesson", &text, error)) return "";
  const std::optional<Lesson> lesson = readLesson(text, path + ".lesson", error);
  if (!lesson) return "";
  std::vector<std::string> goals;
  for (const Goal& goal : lesson->goals) {
    notation::JsonObject json;
    json.addText("pattern", goal.pattern).addFlag("isWanted", goal.isWanted);
    goals.push_back(json.text());
  }
  std::vector<std::string> paragraphs;
  for (const std::string& paragraph : lesson->text) {
    paragraphs.push_back(notation::jsonString(paragraph));
  }
  notation::JsonObject json;
  json.addText("id", path.substr(path.rfind('/') + 1)).addText("title", lesson->title);
  json.addText("conf", path + ".conf").addText("seed", lesson->seed);
  json.addText("ticks", lesson->ticks);
  json.add("goals", notation::jsonArray(goals)).add("text", notation::jsonArray(paragraphs));
  return json.addText("question", lesson->question).text();
}

}  // namespace

std::string factsJson(const Facts& facts, std::string* error) {
  std::vector<std::string> confs;
  std::vector<std::string> lessons;
  std::vector<std::string> settings;
  for (const std::string& path : facts.lessons) {
    lessons.push_back(lessonJson(path, error));
    confs.push_back(confJson(path + ".conf", {}, error));
  }
  for (const std::string& path : facts.confs)
    confs.push_back(confJson(path, facts.settings, error));
  for (const std::string& setting : facts.settings) {
    host::ConfErrors ignored;
    // The page has the text of that file.
    if (isSchedulePath(host::readConfOverride(setting, &ignored))) continue;
    settings.push_back(notation::jsonString(setting));
  }
  if (!error->empty()) return "";
  notation::JsonObject json;
  json.add("confs", notation::jsonArray(confs)).add("lessons", notation::jsonArray(lessons));
  json.add("settings", notation::jsonArray(settings)).addText("seed", facts.seed);
  return json.text();
}

}  // namespace playground
