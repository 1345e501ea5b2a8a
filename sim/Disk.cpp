#include "sim/Disk.h"

#include <algorithm>

#include "host/Check.h"

namespace sim {

namespace {

// Small, so that a record has several.
constexpr size_t kSectorBytes = 16;

}  // namespace

Disk::Disk(uint64_t seed, PeerId peer)
    : lossDice_(seed, "disk loss " + std::to_string(peer)),
      damageDice_(seed, "disk damage " + std::to_string(peer)) {}

bool Disk::append(const std::string& file, std::string_view bytes) {
  if (isFull_) return false;
  files_[file].bytes += bytes;
  return true;
}

void Disk::sync(const std::string& file) {
  File& synced = files_[file];
  synced.synced = synced.bytes.size();
}

bool Disk::replace(const std::string& file, std::string_view bytes) {
  const auto found = files_.find(file);
  const size_t size = found == files_.end() ? 0 : found->second.bytes.size();
  if (isFull_ && bytes.size() > size) return false;
  files_[file] = {std::string(bytes), bytes.size()};
  return true;
}

void Disk::truncate(const std::string& file, size_t sizeBytes) {
  CHECK(sizeBytes <= files_[file].bytes.size());
  File& cut = files_[file];
  cut.bytes.resize(sizeBytes);
  cut.synced = sizeBytes;
}

std::string Disk::read(const std::string& file) const {
  const auto found = files_.find(file);
  return found == files_.end() ? "" : found->second.bytes;
}

void Disk::losePower() {
  for (auto& [name, file] : files_) {
    if (file.synced < file.bytes.size()) loseUnsynced(&file);
    file.synced = file.bytes.size();
  }
}

void Disk::loseUnsynced(File* file) {
  enum Loss { All, Nothing, Torn, Reordered, kLosses };
  const size_t unsynced = file->bytes.size() - file->synced;
  switch (static_cast<Loss>(lossDice_.below(kLosses))) {
    case All: file->bytes.resize(file->synced); break;
    case Torn: file->bytes.resize(file->synced + lossDice_.below(unsynced)); break;
    case Reordered: loseSectors(file); break;
    default: break;
  }
}

// Of what was not synced, each sector reaches the disk or does not. One before another that does
// is then full of zeros.
void Disk::loseSectors(File* file) {
  size_t end = file->synced;
  for (size_t at = file->synced; at < file->bytes.size(); at += kSectorBytes) {
    const size_t next = std::min(at + kSectorBytes, file->bytes.size());
    if (lossDice_.chance(0.5)) {
      end = next;
    } else {
      std::fill(file->bytes.begin() + static_cast<std::ptrdiff_t>(at),
                file->bytes.begin() + static_cast<std::ptrdiff_t>(next), '\0');
    }
  }
  file->bytes.resize(end);
}

bool Disk::corrupt() {
  size_t all = 0;
  for (const auto& file : files_) all += file.second.synced;
  if (all == 0) return false;
  size_t at = damageDice_.below(all);
  const auto bit = static_cast<unsigned>(damageDice_.below(8));
  for (auto& file : files_) {
    if (at < file.second.synced) {
      char& byte = file.second.bytes[at];
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1u << bit));
      return true;
    }
    at -= file.second.synced;
  }
  return false;
}

void Disk::cutUnsynced(const std::string& file, size_t keptBytes) {
  File& cut = files_[file];
  cut.bytes.resize(std::min(cut.bytes.size(), cut.synced + keptBytes));
  cut.synced = cut.bytes.size();
}

size_t Disk::unsyncedBytes(const std::string& file) const {
  const auto found = files_.find(file);
  return found == files_.end() ? 0 : found->second.bytes.size() - found->second.synced;
}

}  // namespace sim
