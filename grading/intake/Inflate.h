// Deflate, as ZIP and gzip use it (RFC 1951), read from bytes that nobody vouches for.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace grading {

// What a raw deflate stream at the start of `data` holds. Nothing if it is damaged, ends too early,
// or would come to more than `limit` bytes; *used (may be null) is then unspecified, else the
// number of bytes of `data` that the stream takes. Reads nothing outside of `data`, and never holds
// more than `limit` bytes.
std::optional<std::string> inflate(std::string_view data, size_t limit, size_t* used = nullptr);

// What a gzip file (RFC 1952) holds, all its members one after the other. Nothing as above, and if
// a member's length is not the one it names. Checksums are not looked at: a damaged source file is
// the compiler's to refuse.
std::optional<std::string> gunzip(std::string_view data, size_t limit);

}  // namespace grading
