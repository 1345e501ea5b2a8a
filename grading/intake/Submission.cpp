#include "grading/intake/Submission.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>

#include "check/base/Wording.h"
#include "grading/intake/Archive.h"
#include "grading/score/Wording.h"
#include "host/WholeFile.h"

namespace grading {

namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxArchiveBytes = size_t{64} << 20;
constexpr size_t kLongestName = 200;  // Of a folder; file systems allow 255 bytes.
constexpr char kContinued[] = "+-";   // Ends a name that continues in an inner folder.
constexpr size_t kNamedExtras = 5;    // The others are only counted.

bool isSubmitted(const std::string& path) {
  const auto& names = submittedNames();
  return std::find(names.begin(), names.end(), baseName(path)) != names.end();
}

// Lists the folder like an archive. Does not follow links, because they may lead anywhere.
std::optional<std::vector<ArchivedFile>> readFolder(const fs::path& folder,
                                                    const ArchiveLimits& limits,
                                                    std::string* error) {
  std::vector<ArchivedFile> files;
  std::error_code failure;
  fs::recursive_directory_iterator next(folder, failure);
  for (; !failure && next != fs::recursive_directory_iterator(); next.increment(failure)) {
    const bool isHidden = next->path().filename().string().starts_with('.');
    std::error_code ignored;
    const fs::file_status status = next->symlink_status(ignored);
    if (isHidden && fs::is_directory(status)) next.disable_recursion_pending();
    const bool isFolder = fs::is_directory(status);
    if (isHidden || (isFolder && !isSubmitted(next->path().string()))) continue;
    if (files.size() == limits.files) {
      *error = "it has too many files";
      return std::nullopt;
    }
    ArchivedFile file;
    file.path = next->path().lexically_relative(folder).string();
    if (!isSubmitted(file.path)) {
      // Its name is enough.
    } else if (fs::is_symlink(status)) {
      file.whyRefused = "it is a link";
    } else if (isFolder) {
      file.whyRefused = "it is a folder";
    } else if (!fs::is_regular_file(status)) {
      file.whyRefused = "it is no regular file";
    } else if (fs::file_size(next->path(), ignored) > limits.fileBytes) {
      file.whyRefused = "it is too large";
    } else {
      file.contents = host::readWholeFile(next->path());
    }
    files.push_back(std::move(file));
  }
  if (failure) {
    *error = failure.message();
    return std::nullopt;
  }
  std::sort(files.begin(), files.end(),
            [](const ArchivedFile& a, const ArchivedFile& b) { return a.path < b.path; });
  return files;
}

std::optional<std::vector<ArchivedFile>> readFiles(const std::string& path, std::string* error) {
  const ArchiveLimits limits;
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (!fs::exists(status)) {
    *error = "there is no such folder or archive";
    return std::nullopt;
  }
  if (fs::is_directory(status)) return readFolder(path, limits, error);
  if (!fs::is_regular_file(status)) {
    *error = "it is no folder, ZIP, TAR or TAR.GZ";
    return std::nullopt;
  }
  if (fs::file_size(path, failure) > kMaxArchiveBytes) {
    *error = "it is too large";
    return std::nullopt;
  }
  return readArchive(host::readWholeFile(path), submittedNames(), limits, error);
}

std::string folderOf(const std::string& path) {
  return path.substr(0, path.size() - baseName(path).size());
}

// The folders that hold some of the files: those with the most files first, then the shallowest.
std::vector<std::string> rankedFolders(const std::vector<ArchivedFile>& files) {
  std::map<std::string, int> counts;
  for (const ArchivedFile& file : files) {
    if (file.contents) ++counts[folderOf(file.path)];
  }
  std::vector<std::string> folders;
  for (const auto& [folder, count] : counts) folders.push_back(folder);
  const auto depth = [](const std::string& folder) {
    return std::count(folder.begin(), folder.end(), '/');
  };
  std::stable_sort(folders.begin(), folders.end(), [&](const auto& a, const auto& b) {
    if (counts[a] != counts[b]) return counts[a] > counts[b];
    return depth(a) < depth(b);
  });
  return folders;
}

// Of several files of that name, the one in the best folder; null if there is none.
const ArchivedFile* findFile(const std::vector<ArchivedFile>& files,
                             const std::vector<std::string>& folders, const std::string& name,
                             int* candidates) {
  *candidates = 0;
  const ArchivedFile* best = nullptr;
  for (const std::string& folder : folders) {
    for (const ArchivedFile& file : files) {
      if (!file.contents || file.path != folder + name) continue;
      ++*candidates;
      if (best == nullptr) best = &file;
    }
  }
  return best;
}

std::string sourceText(const std::string& bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (size_t i = bytes.starts_with("\xef\xbb\xbf") ? 3 : 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\r') {
      text += bytes[i];
    } else if (i + 1 == bytes.size() || bytes[i + 1] != '\n') {
      text += '\n';
    }
  }
  return text;
}

// The replacement for a letter of a path in a name. No two paths get the same name, because no
// replacement begins with another.
std::string stagedLetter(char letter) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(letter);
  if (letter == '/') return "_";
  if (letter == '_' || letter == '+') return {'+', letter};
  if (byte < 128 && (std::isalnum(byte) != 0 || letter == '.' || letter == '-')) return {letter};
  return {'+', kDigits[byte >> 4], kDigits[byte & 15]};
}

std::string refusalOf(const ArchivedFile& file) {
  return inOneLine(file.path) + " was refused: " + file.whyRefused;
}

void noteExtras(const std::vector<ArchivedFile>& files, std::vector<std::string>* notices) {
  std::string named;
  size_t count = 0;
  for (const ArchivedFile& file : files) {
    if (!file.whyRefused.empty()) {
      const std::string refusal = refusalOf(file);
      const bool isSaid = std::any_of(notices->begin(), notices->end(),
                                      [&](const auto& said) { return said.starts_with(refusal); });
      if (!isSaid) notices->push_back(refusal + ".");
    } else if (!file.contents && ++count <= kNamedExtras) {
      named += (named.empty() ? "" : ", ") + inOneLine(file.path);
    }
  }
  if (count > kNamedExtras) named += ", and " + std::to_string(count - kNamedExtras) + " more";
  if (count > 0) notices->push_back("Ignored, as only the four files count: " + named + ".");
}

// The reason why there is no file of that name to take.
std::string whyLacking(const std::string& name, const std::vector<ArchivedFile>& files) {
  for (const ArchivedFile& file : files) {
    if (baseName(file.path) == name && !file.whyRefused.empty()) return refusalOf(file);
  }
  return name + " is missing";
}

// Takes the two files of a part, header first. Our header belongs to our .cpp: if one of ours
// replaces a missing file, so does the other.
void takePart(Part part, const std::vector<ArchivedFile>& files,
              const std::vector<std::string>& folders, const std::string& ownFolder,
              Submission* submission) {
  const std::string className = grading::className(part);
  const std::string source = className + ".cpp";
  int candidates = 0;
  const bool isLacking = findFile(files, folders, source, &candidates) == nullptr;
  if (isLacking) submission->lacking[part] = whyLacking(source, files);
  for (const std::string& name : {className + ".h", source}) {
    const ArchivedFile* file = findFile(files, folders, name, &candidates);
    if (file == nullptr) {
      submission->notices.push_back(whyLacking(name, files) + "; ours is used in its place.");
    } else if (isLacking) {
      submission->notices.push_back(inOneLine(file->path) + " is not used: without " + source +
                                    ", ours is used with its own header.");
      file = nullptr;
    } else if (candidates > 1) {
      submission->notices.push_back("There are " + std::to_string(candidates) + " files named " +
                                    name + "; " + inOneLine(file->path) + " was taken.");
    }
    submission->files.push_back(
        {name,
         sourceText(file == nullptr ? host::readWholeFile(fs::path(ownFolder) / name)
                                    : *file->contents),
         file == nullptr ? "" : inOneLine(file->path)});
  }
}

}  // namespace

const std::vector<std::string>& submittedNames() {
  static const std::vector<std::string> names = {"MP1Node.h", "MP1Node.cpp", "MP2Node.h",
                                                 "MP2Node.cpp"};
  return names;
}

std::optional<Submission> readSubmission(const std::string& path, const std::string& ownFolder,
                                         std::string* error) {
  const auto files = readFiles(path, error);
  if (!files) {
    *error = path + ": " + *error;
    return std::nullopt;
  }
  const std::vector<std::string> folders = rankedFolders(*files);
  Submission submission;
  for (const Part part : {Part::Membership, Part::Store}) {
    takePart(part, *files, folders, ownFolder, &submission);
  }
  noteExtras(*files, &submission.notices);
  if (submission.lacking.size() < 2) return submission;
  *error = path + ": has " +
           (folders.empty() ? "none of " + check::listText(submittedNames())
                            : "neither MP1Node.cpp nor MP2Node.cpp");
  for (const ArchivedFile& file : *files) {
    if (!file.whyRefused.empty()) {
      *error += "; " + refusalOf(file);
      break;
    }
  }
  return std::nullopt;
}

std::string shownName(const std::string& path, const std::string& name) {
  std::error_code failure;
  const bool needsSlash = fs::is_directory(path, failure) && !name.ends_with('/');
  return inOneLine(name) + (needsSlash ? "/" : "");
}

std::string stagingFolder(const std::string& realPath) {
  std::string name;
  for (char letter : realPath) name += stagedLetter(letter);
  std::string folder = "build/submissions/";
  for (; name.size() > kLongestName; name.erase(0, kLongestName)) {
    folder += name.substr(0, kLongestName) + kContinued + "/";
  }
  return folder + name;
}

bool stage(const Submission& submission, const std::string& origin, const std::string& folder,
           std::string* error) {
  std::error_code failure;
  const fs::path source = fs::path(folder) / "source";
  fs::create_directories(source, failure);
  for (const auto& entry : fs::directory_iterator(source, failure)) {
    if (!isSubmitted(entry.path().string())) fs::remove_all(entry.path(), failure);
  }
  for (const SubmittedFile& file : submission.files) {
    const fs::path path = source / file.name;
    if (fs::is_regular_file(fs::symlink_status(path, failure)) &&
        host::readWholeFile(path) == file.text)
      continue;
    fs::remove_all(path, failure);
    std::ofstream out(path, std::ios::binary);
    out << file.text;
    if (out.flush()) continue;
    *error = path.string() + ": cannot be written";
    return false;
  }
  // An origin that make wrote there names the same folder, and a different text would need another
  // link.
  const fs::path originFile = fs::path(folder) / "origin";
  if (fs::is_regular_file(fs::symlink_status(originFile, failure))) return true;
  *error = host::writeWholeFile(originFile, origin + "\n");
  return error->empty();
}

}  // namespace grading
