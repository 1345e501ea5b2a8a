// What a message says, in one line for people.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sim/Event.h"

namespace report {

// What the nodes' own class says of a message; nothing if it does not say.
using DescribeMessage =
    std::function<std::optional<std::string>(sim::PeerId sender, sim::NetworkId, std::string_view)>;

// The description; or the text itself if all bytes are printable, as those of the course's Message
// are (zeros at the end are not shown); or else the bytes in hexadecimal. Cut after 160 characters,
// bytes after 24. Raw structs may hold pointers: their text differs from process to process.
std::string messageText(const std::optional<std::string>& description, std::string_view bytes);

}  // namespace report
