#include "grading/intake/Archive.h"

#include <algorithm>
#include <cstdint>

#include "grading/intake/Inflate.h"

namespace grading {

namespace {

using Files = std::optional<std::vector<ArchivedFile>>;

constexpr char kLeadsOut[] = "its path leads out of the archive";
constexpr char kIsLink[] = "it is a link";
constexpr char kIsSpecial[] = "it is no regular file";
constexpr char kTooLarge[] = "it is too large";
constexpr char kDamaged[] = "it is damaged";

bool leadsOut(std::string_view path) {
  if (path.empty() || path[0] == '/' || path[0] == '\\') return true;
  if (path.size() > 1 && path[1] == ':') return true;
  size_t begin = 0;
  while (begin <= path.size()) {
    const size_t end = std::min(path.find_first_of("/\\", begin), path.size());
    if (path.substr(begin, end - begin) == "..") return true;
    begin = end + 1;
  }
  return false;
}

bool isWanted(std::string_view path, const std::vector<std::string>& wanted) {
  return std::find(wanted.begin(), wanted.end(), baseName(path)) != wanted.end();
}

Files refused(std::string* error, const char* why) {
  *error = why;
  return std::nullopt;
}

// ---- ZIP: a directory at the end has the positions of all files.

// Little-endian numbers. REQUIRES: the bytes exist.
uint32_t number(std::string_view data, size_t at, int size) {
  uint32_t value = 0;
  for (int i = 0; i < size; ++i) {
    value |= static_cast<uint32_t>(static_cast<unsigned char>(data[at + static_cast<size_t>(i)]))
             << 8 * i;
  }
  return value;
}

constexpr size_t kZipEndSize = 22;
constexpr size_t kZipEntrySize = 46;
constexpr size_t kZipLocalSize = 30;

// The position of the end record: only a comment may follow it.
std::optional<size_t> findZipEnd(std::string_view data) {
  if (data.size() < kZipEndSize) return std::nullopt;
  const size_t place = data.rfind(std::string_view("PK\5\6", 4), data.size() - kZipEndSize);
  if (place == std::string_view::npos) return std::nullopt;
  return place;
}

struct ZipEntry {
  uint32_t flags, method, packedSize, size, host, mode, place;
};

// Sets the contents, or the reason why there are none.
void unpackZipEntry(std::string_view data, const ZipEntry& entry, const ArchiveLimits& limits,
                    ArchivedFile* file) {
  constexpr uint32_t kEncrypted = 1;
  constexpr uint32_t kStored = 0;
  constexpr uint32_t kDeflated = 8;
  const auto refuse = [file](const char* why) { file->whyRefused = why; };
  if ((entry.flags & kEncrypted) != 0) return refuse("it is encrypted");
  if (entry.method != kStored && entry.method != kDeflated) {
    return refuse("it is packed in a way other than deflate");
  }
  if (entry.size > limits.fileBytes) return refuse(kTooLarge);
  if (entry.place > data.size() || data.size() - entry.place < kZipLocalSize ||
      data.substr(entry.place, 4) != std::string_view("PK\3\4", 4)) {
    return refuse(kDamaged);
  }
  const size_t start = size_t{entry.place} + kZipLocalSize + number(data, entry.place + 26, 2) +
                       number(data, entry.place + 28, 2);
  if (start > data.size() || entry.packedSize > data.size() - start) return refuse(kDamaged);
  const std::string_view packed = data.substr(start, entry.packedSize);
  // One byte more than the stated size: an entry with a wrong size may be a bomb.
  auto contents = entry.method == kStored ? std::optional(std::string(packed))
                                          : inflate(packed, size_t{entry.size});
  if (!contents || contents->size() != entry.size) return refuse(kDamaged);
  file->contents = std::move(contents);
}

Files readZip(std::string_view data, const std::vector<std::string>& wanted,
              const ArchiveLimits& limits, std::string* error) {
  constexpr uint32_t kUnix = 3;
  constexpr uint32_t kTypeMask = 0170000;
  constexpr uint32_t kLink = 0120000;
  const std::optional<size_t> end = findZipEnd(data);
  if (!end) return refused(error, "the ZIP is damaged: it has no directory");
  size_t at = number(data, *end + 16, 4);
  std::vector<ArchivedFile> files;
  while (at < *end && data.substr(at, 4) == std::string_view("PK\1\2", 4)) {
    if (*end - at < kZipEntrySize) return refused(error, "the ZIP is damaged");
    const size_t nameSize = number(data, at + 28, 2);
    if (*end - at - kZipEntrySize < nameSize) return refused(error, "the ZIP is damaged");
    const ZipEntry entry = {number(data, at + 8, 2),  number(data, at + 10, 2),
                            number(data, at + 20, 4), number(data, at + 24, 4),
                            number(data, at + 5, 1),  number(data, at + 38, 4) >> 16,
                            number(data, at + 42, 4)};
    ArchivedFile file;
    file.path = std::string(data.substr(at + kZipEntrySize, nameSize));
    at += kZipEntrySize + nameSize + number(data, at + 30, 2) + number(data, at + 32, 2);
    if (file.path.ends_with('/')) continue;
    if (files.size() == limits.files) return refused(error, "the ZIP has too many files");
    if (leadsOut(file.path)) {
      file.whyRefused = kLeadsOut;
    } else if (entry.host == kUnix && (entry.mode & kTypeMask) == kLink) {
      file.whyRefused = kIsLink;
    } else if (isWanted(file.path, wanted)) {
      unpackZipEntry(data, entry, limits, &file);
    }
    files.push_back(std::move(file));
  }
  if (at != *end) return refused(error, "the ZIP is damaged");
  return files;
}

// ---- TAR: headers and contents alternate, in blocks.

constexpr size_t kTarBlock = 512;

std::string tarText(std::string_view field) {
  return std::string(field.substr(0, field.find('\0')));
}

// Nothing if it is not a number. Base 256, for sizes from 8 GB, is not supported.
std::optional<size_t> tarNumber(std::string_view field) {
  size_t value = 0;
  bool any = false;
  for (char c : field) {
    if (c >= '0' && c <= '7') {
      if (value >> 40 != 0) return std::nullopt;
      value = value * 8 + static_cast<size_t>(c - '0');
      any = true;
    } else if (any || (c != ' ' && c != '\0')) {
      break;
    }
  }
  return any ? std::optional(value) : std::nullopt;
}

bool isTarHeader(std::string_view block) {
  const std::optional<size_t> stated = tarNumber(block.substr(148, 8));
  size_t sum = 0;
  for (size_t i = 0; i < kTarBlock; ++i) {
    sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(block[i]);
  }
  return stated && *stated == sum;
}

// The path in a pax header, which has records `SIZE path=PATH\n`; "" if none.
std::string paxPath(std::string_view records) {
  const size_t place = records.find(" path=");
  if (place == std::string_view::npos) return "";
  const size_t begin = place + 6;
  const size_t end = records.find('\n', begin);
  return std::string(records.substr(begin, end == std::string_view::npos ? end : end - begin));
}

Files readTar(std::string_view data, const std::vector<std::string>& wanted,
              const ArchiveLimits& limits, std::string* error) {
  std::vector<ArchivedFile> files;
  std::string longPath;  // Of the next file, if its header has no room for it.
  for (size_t at = 0; at + kTarBlock <= data.size();) {
    const std::string_view header = data.substr(at, kTarBlock);
    if (header.find_first_not_of('\0') == std::string_view::npos) break;
    if (!isTarHeader(header)) return refused(error, "the TAR is damaged");
    const std::optional<size_t> size = tarNumber(header.substr(124, 12));
    at += kTarBlock;
    if (!size || *size > data.size() - at) return refused(error, "the TAR is damaged");
    const std::string_view contents = data.substr(at, *size);
    at += (*size + kTarBlock - 1) / kTarBlock * kTarBlock;
    at = std::min(at, data.size());
    const char kind = header[156];
    if (kind == 'x' || kind == 'L') {
      longPath = kind == 'x' ? paxPath(contents) : tarText(contents);
      continue;
    }
    ArchivedFile file;
    const std::string prefix = header.substr(257, 6) == std::string_view("ustar\0", 6)
                                   ? tarText(header.substr(345, 155))
                                   : "";
    file.path = (prefix.empty() ? "" : prefix + "/") + tarText(header.substr(0, 100));
    if (!longPath.empty()) file.path = longPath;
    longPath.clear();
    if (kind == '5' || kind == 'g' || file.path.ends_with('/')) continue;
    if (files.size() == limits.files) return refused(error, "the TAR has too many files");
    if (leadsOut(file.path)) {
      file.whyRefused = kLeadsOut;
    } else if (kind == '1' || kind == '2') {
      file.whyRefused = kIsLink;
    } else if (kind != '0' && kind != '\0' && kind != '7') {
      file.whyRefused = kIsSpecial;
    } else if (isWanted(file.path, wanted) && *size > limits.fileBytes) {
      file.whyRefused = kTooLarge;
    } else if (isWanted(file.path, wanted)) {
      file.contents = std::string(contents);
    }
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace

Files readArchive(std::string_view bytes, const std::vector<std::string>& wanted,
                  const ArchiveLimits& limits, std::string* error) {
  if (bytes.substr(0, 2) == "PK") return readZip(bytes, wanted, limits, error);
  if (bytes.substr(0, 2) == "\x1f\x8b") {
    const auto unpacked = gunzip(bytes, limits.unpackedBytes);
    if (unpacked) return readArchive(*unpacked, wanted, limits, error);
    return refused(error, "what is gzipped is damaged, or too large");
  }
  if (bytes.size() >= kTarBlock && isTarHeader(bytes.substr(0, kTarBlock))) {
    return readTar(bytes, wanted, limits, error);
  }
  return refused(error, "it is no folder, ZIP, TAR or TAR.GZ");
}

std::string baseName(std::string_view path) {
  const size_t slash = path.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace grading
