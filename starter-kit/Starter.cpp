// The program behind `make starter`: writes the handout's four files.
//
//   starter SOLUTION TEMPLATES TO     folders: of the four files, of their templates, of the result
//
// Never writes over a file that says something else: it may be somebody's work. Nothing is written
// unless all can be. Exit status: 0 fine, 2 something was wrong.
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "host/OutputFile.h"
#include "host/TextFile.h"
#include "host/Arguments.h"
#include "starter-kit/Handout.h"

namespace {

using Errors = std::vector<std::string>;

constexpr size_t kMostBytes = 10000000;
constexpr char kTemplateSuffix[] = ".handout";

starter::TextFile load(const std::string& path, Errors* errors) {
  starter::TextFile file{path, ""};
  const std::string reason = host::readTextFile(path, kMostBytes, &file.text);
  if (!reason.empty()) errors->push_back(path + ": " + reason);
  return file;
}

starter::ClassFiles loadClass(const std::string& folder, const std::string& name,
                              const std::string& suffix, Errors* errors) {
  // As one would type it: not `./MP1Node.h`.
  const std::string base = (std::filesystem::path(folder) / name).lexically_normal().string();
  return {load(base + ".h" + suffix, errors), load(base + ".cpp" + suffix, errors)};
}

void refuseIfChanged(const starter::TextFile& file, Errors* errors) {
  std::string there;
  if (!std::filesystem::exists(file.path)) return;
  const std::string reason = host::readTextFile(file.path, kMostBytes, &there);
  if (reason.empty() && there == file.text) return;
  errors->push_back(file.path + ": is there already, with other text; move it away first");
}

void save(const starter::TextFile& file, Errors* errors) {
  std::string error;
  const auto output = host::OutputFile::create(file.path, &error);
  if (output) {
    output->append(file.text);
    if (!output->close()) error = output->error();
  }
  if (!error.empty()) errors->push_back(error);
}

// The handout's files, to be written to the folder `to`.
std::vector<starter::TextFile> makeFiles(const std::string& solutions, const std::string& templates,
                                         const std::string& to, Errors* errors) {
  std::vector<starter::TextFile> files;
  for (const std::string name : {"MP1Node", "MP2Node"}) {
    Errors unread;
    const auto solution = loadClass(solutions, name, "", &unread);
    const auto handoutTemplate = loadClass(templates, name, kTemplateSuffix, &unread);
    errors->insert(errors->end(), unread.begin(), unread.end());
    if (!unread.empty()) continue;
    starter::Handout handout;
    const Errors wrong = starter::makeHandout(name, solution, handoutTemplate, &handout);
    errors->insert(errors->end(), wrong.begin(), wrong.end());
    files.push_back({to + "/" + name + ".h", handout.header});
    files.push_back({to + "/" + name + ".cpp", handout.source});
  }
  return files;
}

int failure(const Errors& errors) {
  for (const std::string& error : errors) std::cerr << error << "\n";
  return 2;
}

}  // namespace

int main(int argc, char* argv[]) {
  const std::string usage = "Usage: starter SOLUTION TEMPLATES TO";
  if (host::answerStandardOptions({argv + 1, argv + argc}, "starter", usage + "\n")) return 0;
  if (argc != 4) return failure({usage});
  const std::string to = argv[3];
  Errors errors;
  const auto files = makeFiles(argv[1], argv[2], to, &errors);
  for (const auto& file : files) refuseIfChanged(file, &errors);
  if (!errors.empty()) return failure(errors);

  std::error_code reason;
  std::filesystem::create_directories(to, reason);
  if (reason) return failure({to + ": " + reason.message()});
  for (const auto& file : files) save(file, &errors);
  return errors.empty() ? 0 : failure(errors);
}
