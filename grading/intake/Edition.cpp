#include "grading/intake/Edition.h"

#include <sstream>

#include "grading/score/Wording.h"
#include "host/WholeFile.h"

namespace grading {

const std::vector<std::string>& editionNames() {
  static const std::vector<std::string> names = {"2014a", "2014", "2020"};
  return names;
}

std::vector<std::string> editionNotices(const std::string& folder) {
  std::vector<std::string> notices;
  for (const std::string node : {"MP1Node", "MP2Node"}) {
    std::istringstream file(host::readWholeFile(folder + "/" + node + ".edition"));
    std::string standard;
    std::string edition;
    std::string why;
    file >> standard >> edition >> std::ws;
    std::getline(file, why);
    if (why.empty()) continue;
    notices.push_back(node + ".cpp gets the headers of the course's " + inOneLine(edition) +
                      " edition: " + inOneLine(why) + ".");
  }
  return notices;
}

}  // namespace grading
