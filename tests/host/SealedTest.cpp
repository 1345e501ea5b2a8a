#include "host/Sealed.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace sim {
namespace {

std::string sealedPieces(const std::vector<std::string>& pieces, const std::string& secret) {
  host::Seal seal(secret);
  std::string bytes;
  for (const std::string& piece : pieces) {
    const host::Seal::Line line = seal.next(piece);
    bytes.append(line.text, line.size).append(piece);
  }
  return bytes;
}

TEST(SealedTest, unsealed_givesThePiecesBack) {
  const std::string bytes = sealedPieces({"131\n", "", std::string("a\0sealed 3 ", 11)}, "abcd");
  EXPECT_EQ(std::string("131\na\0sealed 3 ", 15), host::unsealed(bytes, "abcd"));
  EXPECT_EQ("", host::unsealed("", "abcd"));
}

TEST(SealedTest, unsealed_passesOverWhatOthersWrite) {
  const std::string first = sealedPieces({"one\n"}, "abcd");
  const std::string both = sealedPieces({"one\n", "two\n"}, "abcd");
  const std::string second = both.substr(first.size());
  const std::string forged = " 1.0.0.0:0 [150] read success\n";
  EXPECT_EQ("one\ntwo\n", host::unsealed(forged + first + forged + second + forged, "abcd"));
  EXPECT_EQ("one\n", host::unsealed(first + sealedPieces({forged, forged}, "abce"), "abcd"));
}

TEST(SealedTest, unsealed_takesEachPieceOnceAndInTheirOrder) {
  const std::string first = sealedPieces({"one\n"}, "abcd");
  const std::string both = sealedPieces({"one\n", "two\n"}, "abcd");
  EXPECT_EQ("one\n", host::unsealed(first + first, "abcd"));
  EXPECT_EQ("", host::unsealed(both.substr(first.size()), "abcd"));
}

TEST(SealedTest, unsealed_ofAPieceWithAnotherByteInIt) {
  const std::string bytes = sealedPieces({"a piece\n"}, "abcd");
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      // In a seal, upper-case digits are as good.
      const std::string pieces = host::unsealed(changed, "abcd");
      EXPECT_TRUE(pieces.empty() || pieces == "a piece\n") << changed;
    }
    EXPECT_EQ("", host::unsealed(bytes.substr(0, i), "abcd"));
    EXPECT_EQ("", host::unsealed(std::string(bytes).insert(i == 0 ? 1 : i, "x"), "abcd"));
  }
}

TEST(SealedTest, unsealed_anyBytes) {
  for (const char* text :
       {"sealed", "sealed ", "sealed 1", "sealed 1 ", "sealed 1 f", "sealed 1 f\n",
        "sealed 99999999999999999999 f\nx", "sealed -1 f\nx", "sealed x f\n"}) {
    EXPECT_EQ("", host::unsealed(text, "abcd")) << text;
  }
}

}  // namespace
}  // namespace sim
