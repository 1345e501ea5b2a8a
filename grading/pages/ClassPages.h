// The pages of a class in a folder: a page of each submission, index.html, and a file that says of
// which state of its submission a page is.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace grading {

class ClassPages {
 public:
  // `settings` are whatever else decides a grade, such as the grader's options.
  ClassPages(std::string folder, std::string settings);

  // Makes the folder and reads what is there. Returns what is wrong, or "".
  std::string open();

  // The path of the page of the submission `name`.
  std::string pageOf(const std::string& name) const;

  // Whether there is a page of the submission's present state. `path` is the submission: a folder
  // or an archive. Remembers that state.
  bool isUpToDate(const std::string& name, const std::string& path);

  // The page has been made, of the remembered state. Returns what could not be written, or "".
  std::string note(const std::string& name);

  // Writes the index of these submissions from a table of grades (formats/Csv.h), of which rows of
  // others are left out. Returns what could not be written, or "".
  std::string writeIndex(const std::string& title, const std::vector<std::string>& names,
                         const std::string& table) const;

 private:
  std::string statesFile() const;

  const std::string folder_;
  const std::string settings_;
  std::map<std::string, std::string> states_;   // Of the pages, by the submission's name.
  std::map<std::string, std::string> current_;  // Of the submissions.
};

// A name of a page's file without any character that a file system, a URL or a shell would take for
// something else; another one for each submission.
std::string pageFileName(const std::string& name);

// A number that changes, as good as always, when the submission does: the bytes and names of its
// regular files. Links are not followed.
std::string fingerprintOf(const std::string& path, const std::string& settings);

// The index's HTML.
std::string classPage(const std::string& title, const std::vector<std::string>& names,
                      const std::string& table);

}  // namespace grading
