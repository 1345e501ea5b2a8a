// Compares what a format writes with a file of tests/golden/formats/.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/support/TempFile.h"

// REWRITE_GOLDENS=1 build/unit_tests rewrites the files: commit only a difference that you can
// explain.
inline void expectGolden(const std::string& name, const std::string& text) {
  const std::string path = std::string(TEST_SOURCE_DIR) + "/tests/golden/formats/" + name;
  if (std::getenv("REWRITE_GOLDENS") != nullptr) std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(contentOf(path), text) << path;
}
