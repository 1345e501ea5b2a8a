// Tests of grading/intake/Archive.h and grading/intake/Inflate.h: archives as the usual programs
// make them, and every way of cutting them short.
#include "grading/intake/Archive.h"

#include <gtest/gtest.h>

#include "grading/intake/Inflate.h"

namespace grading {
namespace {

std::string bytes(std::string_view hex) {
  std::string text;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    text += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return text;
}

// "hello " ten times, deflated by zlib.
const std::string kHellos = bytes("cb48cdc9c957c8208b0400");
// `src/MP1Node.h`, which holds those, deflated, and `../MP2Node.h`, `a.txt`, stored.
const std::string kZip = bytes(
    "504b030414000000080000002144e44dd0590b0000003c0000000d0000007372632f4d50314e6f64652e68cb"
    "48cdc9c957c8208b0400504b0304140000000000000021448316dc8c01000000010000000c0000002e2e2f4d"
    "50324e6f64652e6878504b0304140000000000000021441526dbfb010000000100000005000000612e747874"
    "79504b0102140314000000080000002144e44dd0590b0000003c0000000d0000000000000000000000800100"
    "0000007372632f4d50314e6f64652e68504b01021403140000000000000021448316dc8c0100000001000000"
    "0c00000000000000000000008001360000002e2e2f4d50324e6f64652e68504b010214031400000000000000"
    "21441526dbfb0100000001000000050000000000000000000000800161000000612e747874504b0506000000"
    "0003000300a8000000850000000000");
// The same three and a link, MP1Node.cpp, in a gzipped ustar.
const std::string kTarGz = bytes(
    "1f8b0800000000000203edd6510a02211080618fe2097446dcf51445571057d8878595d568bb7d1644b42f51"
    "a411cef7a0832ff3f48371717277c0fd3c7831b23220ebb5beddd9f60630fa315fdf1110917160151c63b24b"
    "5ecfda34fa699af96727237f4f889cbf2a9affebfe019ffb07d3294dfdd7b052024db322ada9f08ef7fbef0d"
    "76d47f0d674aa069f7bfbf0be187fd6f6644a38071257d7232d8184f03f54fc8f75d00e651b52600100000");

std::string hellos() {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "hello ";
  return text;
}

const std::vector<std::string> kWanted = {"MP1Node.h", "MP1Node.cpp", "MP2Node.h"};

TEST(InflateTest, GivesWhatWasDeflated) {
  size_t used = 0;
  EXPECT_EQ(hellos(), inflate(kHellos + "more", 60, &used));
  EXPECT_EQ(kHellos.size(), used);
}

TEST(InflateTest, RefusesMoreThanTheLimitAndWhatIsCutShort) {
  EXPECT_FALSE(inflate(kHellos, 59));
  for (size_t size = 0; size < kHellos.size(); ++size) {
    EXPECT_FALSE(inflate(std::string_view(kHellos).substr(0, size), 60)) << size;
  }
}

void expectThree(const std::string& archive, size_t count) {
  std::string error;
  const auto files = readArchive(archive, kWanted, {}, &error);
  ASSERT_TRUE(files) << error;
  ASSERT_EQ(count, files->size());
  EXPECT_EQ("src/MP1Node.h", (*files)[0].path);
  EXPECT_EQ(hellos(), (*files)[0].contents);
  EXPECT_EQ("its path leads out of the archive", (*files)[1].whyRefused);
  EXPECT_FALSE((*files)[1].contents);
  EXPECT_EQ("a.txt", (*files)[2].path);
  EXPECT_FALSE((*files)[2].contents);
  EXPECT_EQ("", (*files)[2].whyRefused);
}

TEST(ArchiveTest, Zip) { expectThree(kZip, 3); }

TEST(ArchiveTest, TarGz) {
  expectThree(kTarGz, 4);
  std::string error;
  EXPECT_EQ("it is a link", (*readArchive(kTarGz, kWanted, {}, &error))[3].whyRefused);
}

TEST(ArchiveTest, FilesBeyondTheLimitAreRefused) {
  ArchiveLimits limits;
  limits.fileBytes = 59;
  for (const std::string& archive : {kZip, kTarGz}) {
    std::string error;
    EXPECT_EQ("it is too large", (*readArchive(archive, kWanted, limits, &error))[0].whyRefused);
  }
}

TEST(ArchiveTest, DamageIsFoundOrHarmless) {
  for (const std::string& archive : {kZip, kTarGz}) {
    for (size_t i = 0; i < archive.size(); ++i) {
      std::string error;
      EXPECT_FALSE(readArchive(archive.substr(0, i), kWanted, {}, &error)) << i;
      EXPECT_NE("", error);
      std::string damaged = archive;
      damaged[i] = static_cast<char>(~damaged[i]);
      readArchive(damaged, kWanted, {}, &error);
    }
  }
}

}  // namespace
}  // namespace grading
