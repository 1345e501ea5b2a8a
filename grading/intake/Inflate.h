// Inflates Deflate streams, as ZIP and gzip use them (RFC 1951), from untrusted bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace grading {

// Returns the content of a raw Deflate stream at the start of `data`. Returns nothing if it is
// damaged, ends too early, or has more than `limit` bytes; *used (may be null) is then unspecified,
// otherwise the number of bytes of `data` in the stream. Reads nothing outside `data`, and never
// holds more than `limit` bytes.
std::optional<std::string> inflate(std::string_view data, size_t limit, size_t* used = nullptr);

// Returns the content of a gzip file (RFC 1952), all its members joined. Returns nothing in the
// cases above, and if a member has another length than it states. Ignores checksums: the compiler
// refuses a damaged source file.
std::optional<std::string> gunzip(std::string_view data, size_t limit);

}  // namespace grading
