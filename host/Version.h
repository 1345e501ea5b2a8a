// The version.
#pragma once

namespace host {

// The output of `--version`, in all programs. quickstart.sh reads it here, too.
inline constexpr char kVersion[] = "1.0";

}  // namespace host
