#include "grading/pages/ClassPages.h"

#include <filesystem>
#include <string_view>
#include <utility>

#include "grading/formats/Csv.h"
#include "host/WholeFile.h"
#include "notation/Escaping.h"
#include "sim/Crc32.h"

namespace grading {

ClassPages::ClassPages(std::string folder, std::string settings)
    : folder_(std::move(folder)), settings_(std::move(settings)) {}

std::string ClassPages::open() {
  std::string error;
  if (!host::makeFolder(folder_, &error)) return error;
  const std::string text = host::readWholeFile(statesFile());
  std::string_view rest = text;
  while (const auto row = takeCsvRow(&rest)) {
    if (row->size() == 2) states_[row->front()] = row->back();
  }
  return host::whyUnwritable(folder_ + "/index.html");
}

std::string ClassPages::statesFile() const { return folder_ + "/.states.csv"; }

std::string ClassPages::pageOf(const std::string& name) const {
  return folder_ + "/" + pageFileName(name);
}

bool ClassPages::isUpToDate(const std::string& name, const std::string& path) {
  const std::string state = fingerprintOf(path, settings_);
  current_[name] = state;
  const auto known = states_.find(name);
  std::error_code ignored;
  return known != states_.end() && known->second == state &&
         std::filesystem::is_regular_file(pageOf(name), ignored);
}

std::string ClassPages::note(const std::string& name) {
  states_[name] = current_[name];
  std::string text;
  for (const auto& [submission, state] : states_) {
    text += notation::csvField(submission) + "," + state + "\n";
  }
  return host::writeWholeFile(statesFile(), text);
}

std::string ClassPages::writeIndex(const std::string& title, const std::vector<std::string>& names,
                                   const std::string& table) const {
  return host::writeWholeFile(folder_ + "/index.html", classPage(title, names, table));
}

std::string pageFileName(const std::string& name) {
  constexpr size_t kMost = 80;
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  std::string file;
  for (const char c : name.substr(0, kMost)) file += kPlain.find(c) == kPlain.npos ? '_' : c;
  // Some file systems take upper and lower case for the same.
  const uint32_t sum = sim::crc32(name);
  file += '-';
  for (int shift = 28; shift >= 0; shift -= 4) file += "0123456789abcdef"[sum >> shift & 15];
  return file + ".html";
}

}  // namespace grading
