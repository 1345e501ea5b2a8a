#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "grading/pages/ClassPages.h"

namespace grading {

namespace {

namespace files = std::filesystem;

// FNV-1a.
constexpr uint64_t kStart = 0xcbf29ce484222325;
constexpr uint64_t kPrime = 0x100000001b3;

// Of larger files the first bytes and the size count.
constexpr size_t kMostBytesOfFile = size_t{16} << 20;
constexpr size_t kMostFiles = 10000;

uint64_t withText(uint64_t state, std::string_view text) {
  for (const char c : text) state = (state ^ static_cast<unsigned char>(c)) * kPrime;
  return (state ^ text.size()) * kPrime;
}

uint64_t withFile(uint64_t state, const files::path& path) {
  std::error_code ignored;
  state = withText(state, std::to_string(files::file_size(path, ignored)));
  std::ifstream file(path, std::ios::binary);
  std::array<char, 1 << 16> bytes;
  for (size_t read = 0; read < kMostBytesOfFile && file; read += bytes.size()) {
    file.read(bytes.data(), bytes.size());
    state = withText(state, {bytes.data(), static_cast<size_t>(file.gcount())});
  }
  return state;
}

std::vector<files::path> filesIn(const std::string& folder) {
  std::vector<files::path> found;
  std::error_code code;
  files::recursive_directory_iterator entry(folder, code);
  for (const files::recursive_directory_iterator end; !code && entry != end;
       entry.increment(code)) {
    std::error_code ignored;
    if (files::is_regular_file(entry->symlink_status(ignored))) found.push_back(entry->path());
    if (found.size() >= kMostFiles) break;
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::string fingerprintOf(const std::string& path, const std::string& settings) {
  uint64_t state = withText(kStart, settings);
  std::error_code ignored;
  if (files::is_directory(path, ignored)) {
    for (const files::path& file : filesIn(path)) {
      state = withText(state, file.lexically_relative(path).string());
      state = withFile(state, file);
    }
  } else {
    state = withFile(state, path);
  }
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[state >> shift & 15];
  return digits;
}

}  // namespace grading
