// ZIP and TAR archives (also .tar.gz) that nobody vouches for, as lists of files in memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grading {

struct ArchivedFile {
  std::string path;  // As the archive names it; not to be used as a path of this machine's.
  // What it holds. Nothing if it was refused, or (no reason given) nobody wanted it.
  std::optional<std::string> contents;
  std::string whyRefused;  // A clause: "its path leads out of the archive".
};

struct ArchiveLimits {
  size_t fileBytes = size_t{1} << 20;       // Of one file.
  size_t unpackedBytes = size_t{64} << 20;  // Of a gzipped archive.
  size_t files = 10000;
};

// The files of an archive, in its order; folders are left out. Of those whose base name is not in
// `wanted`, the contents are not read. Nothing, with a clause in *error, if the bytes are no
// archive of a known kind, or one that is damaged or too large. Nothing is written anywhere.
std::optional<std::vector<ArchivedFile>> readArchive(std::string_view bytes,
                                                     const std::vector<std::string>& wanted,
                                                     const ArchiveLimits& limits,
                                                     std::string* error);

// The part of a path behind its last slash (or backslash: some ZIPs have them).
std::string baseName(std::string_view path);

}  // namespace grading
