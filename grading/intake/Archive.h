// Reads untrusted ZIP and TAR archives (also .tar.gz) as lists of files in memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grading {

struct ArchivedFile {
  std::string path;  // As in the archive; never use it as a path on this machine.
  // The content. Nothing if it was refused, or, without a reason, if it is not wanted.
  std::optional<std::string> contents;
  std::string whyRefused;  // A clause: "its path leads out of the archive".
};

struct ArchiveLimits {
  size_t fileBytes = size_t{1} << 20;       // Of one file.
  size_t unpackedBytes = size_t{64} << 20;  // Of a gzipped archive.
  size_t files = 10000;
};

// Returns the files of an archive, in its order, without folders. Reads the contents only of files
// whose base name is in `wanted`. Returns nothing, with a clause in *error, if the bytes are not an
// archive of a known kind, or if it is damaged or too large. Writes no file.
std::optional<std::vector<ArchivedFile>> readArchive(std::string_view bytes,
                                                     const std::vector<std::string>& wanted,
                                                     const ArchiveLimits& limits,
                                                     std::string* error);

// The part of a path after its last slash (or backslash, which some ZIPs have).
std::string baseName(std::string_view path);

}  // namespace grading
