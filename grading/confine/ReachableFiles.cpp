#include "grading/confine/ReachableFiles.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <system_error>

#include "grading/intake/Submission.h"
#include "host/Check.h"

namespace grading {

namespace {

namespace files = std::filesystem;

// Programs, libraries and the files that they read at their start. No user keeps files there.
constexpr const char* kOfSystem[] = {"/bin",
                                     "/lib",
                                     "/lib32",
                                     "/lib64",
                                     "/libx32",
                                     "/usr/bin",
                                     "/usr/include",
                                     "/usr/lib",
                                     "/usr/lib32",
                                     "/usr/lib64",
                                     "/usr/libx32",
                                     "/usr/libexec",
                                     "/usr/local/bin",
                                     "/usr/local/include",
                                     "/usr/local/lib",
                                     "/usr/local/lib64",
                                     "/usr/local/libexec",
                                     "/usr/share/zoneinfo",
                                     "/usr/share/locale",
                                     "/etc/ld.so.cache",
                                     "/etc/localtime",
                                     "/nix/store",
                                     "/gnu/store",
                                     "/dev/null",
                                     "/dev/zero",
                                     "/dev/full",
                                     "/dev/random",
                                     "/dev/urandom",
                                     "/sys/devices/system/cpu"};

// Files about the process that reads them. The sanitizers read its memory map first.
constexpr const char* kOfProcess = "/proc/self";

// The framework's folders: headers, and, below build/, the objects to link. The tests' folders are
// not included, because they hold nodes.
constexpr const char* kFrameworkFolders[] = {"host", "notation", "sim",    "report",
                                             "lab",  "probe",    "check",  "search",
                                             "cli",  "grading",  "stores", "playground"};

// The programs that a build calls, besides the compiler.
constexpr const char* kTools[] = {"make", "sh", "as", "ld"};

std::string absolutePath(const files::path& path) {
  return files::absolute(path).lexically_normal().string();
}

std::string valueOf(std::string_view name, const std::vector<std::string>& environment) {
  for (const std::string& variable : environment) {
    if (variable.starts_with(std::string(name) + "=")) return variable.substr(name.size() + 1);
  }
  return "";
}

// The program's path, with links followed; "" if it is not in the PATH.
files::path placeOf(const std::string& program, const std::string& path) {
  std::istringstream folders(program.find('/') == std::string::npos ? path : "/");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::error_code failure;
    const files::path real = files::canonical(files::path(folder) / program, failure);
    if (!failure) return real;
  }
  return "";
}

std::vector<std::string> systemFiles() {
  std::vector<std::string> readable = {kOfProcess};
  const files::path home = files::current_path();
  for (const char* folder : kOfSystem) {
    // A user has put the nodes there.
    if (!isWithin(home, folder)) readable.push_back(folder);
  }
  return readable;
}

// Compilers have folders of their own beside the one of the program: /opt/gcc-13 for
// /opt/gcc-13/bin/g++. Not if our home is in that folder as well.
void addToolchain(const files::path& program, std::vector<std::string>* readable) {
  if (program.empty()) return;
  const files::path folder = program.parent_path();
  const bool isOfSystem = std::any_of(std::begin(kOfSystem), std::end(kOfSystem),
                                      [&](const char* path) { return isWithin(folder, path); });
  if (isOfSystem) return;
  const files::path around = folder.parent_path();
  const bool isPrefix = folder.filename() == "bin" && around.has_relative_path() &&
                        !isWithin(files::current_path(), around);
  readable->push_back(isPrefix ? around.string() : program.string());
}

void addToolchains(const std::vector<std::string>& environment,
                   std::vector<std::string>* readable) {
  const std::string path = valueOf("PATH", environment);
  // It may be two words: ccache g++.
  std::istringstream compiler(valueOf("CXX", environment));
  for (std::string word; compiler >> word;) addToolchain(placeOf(word, path), readable);
  for (const char* tool : {"g++", "clang++"}) addToolchain(placeOf(tool, path), readable);
  for (const char* tool : kTools) addToolchain(placeOf(tool, path), readable);
}

// The files with one of the endings directly in the folder, without nodes.
void addFiles(const files::path& folder, std::initializer_list<std::string_view> endings,
              std::vector<std::string>* readable) {
  std::error_code failure;
  for (const auto& entry : files::directory_iterator(folder, failure)) {
    const std::string ending = entry.path().extension().string();
    const std::string stem = entry.path().stem().string();
    const bool isNode = stem == "MP1Node" || stem == "MP2Node";
    const bool hasEnding = std::find(endings.begin(), endings.end(), ending) != endings.end();
    if (hasEnding && !isNode) readable->push_back(absolutePath(entry.path()));
  }
}

}  // namespace

FileRules filesOfRun(const std::string& application, const std::string& conf,
                     const std::string& folder) {
  CHECK(files::path(application).is_absolute() && files::path(conf).is_absolute() &&
        files::path(folder).is_absolute());
  FileRules rules;
  rules.readable = systemFiles();
  for (const std::string& path : {application, conf, absolutePath("testcases")}) {
    rules.readable.push_back(path);
  }
  rules.writable = folder;
  return rules;
}

FileRules filesOfBuild(const std::string& folder, const std::vector<std::string>& environment,
                       bool isOwn) {
  FileRules rules;
  rules.readable = systemFiles();
  addToolchains(environment, &rules.readable);
  rules.readable.push_back(absolutePath("Makefile"));
  addFiles(".", {".h"}, &rules.readable);
  addFiles("build", {".o", ".d"}, &rules.readable);
  // The scripts that make calls.
  rules.readable.push_back(absolutePath("tests/tools"));
  for (const char* name : kFrameworkFolders) {
    rules.readable.push_back(absolutePath(name));
    rules.readable.push_back(absolutePath(files::path("build") / name));
  }
  if (isOwn) {
    for (const std::string& name : submittedNames()) rules.readable.push_back(absolutePath(name));
  }
  // make looks for files by their folders. No code of a submission runs now, so nothing can leak.
  rules.listable = absolutePath(".");
  rules.writable = absolutePath(folder);
  return rules;
}

}  // namespace grading
