// playground_page ENGINE OUT CONF…: writes the playground, a page with the elements of the file
// ENGINE (bundle.sh). CONF: a conf file that the page offers, or a lesson's file, NAME.lesson
// beside NAME.conf.
#include <iostream>
#include <string>

#include "host/WholeFile.h"
#include "playground/Facts.h"
#include "report/Page.h"

namespace {

constexpr std::string_view kLesson = ".lesson";

// Returns the error, or "".
std::string writePage(int count, char* arguments[]) {
  if (count < 4) return "playground_page ENGINE OUT CONF...: three arguments or more are needed";
  playground::Facts facts;
  for (int at = 3; at < count; ++at) {
    const std::string path = arguments[at];
    if (path.ends_with(kLesson)) {
      facts.lessons.push_back(path.substr(0, path.size() - kLesson.size()));
    } else {
      facts.confs.push_back(path);
    }
  }
  std::string error;
  const std::string json = playground::factsJson(facts, &error);
  if (!error.empty()) return error;
  const std::string engine = host::readWholeFile(arguments[1]);
  if (engine.empty()) return std::string(arguments[1]) + ": it cannot be read, or is empty";
  return host::writeWholeFile(arguments[2], report::makeLivePage({"The playground", json, engine}));
}

}  // namespace

int main(int argc, char* argv[]) {
  const std::string error = writePage(argc, argv);
  if (error.empty()) return 0;
  std::cerr << error << "\n";
  return 2;
}
