#include "compare/Chart.h"

#include <array>

#include "check/consistency/Consistency.h"
#include "notation/Escaping.h"

namespace compare {

namespace {

// Pixels.
constexpr int kFieldWidth = 150;
constexpr int kFieldHeight = 40;
constexpr int kLeft = 150;
constexpr int kTop = 40;
constexpr int kLegendHeight = 60;

// By level. Each can be read under black text.
constexpr std::array kColours = {"#f4a3a8", "#f7c6a0", "#f9dca0", "#f6eba6",
                                 "#e3eea4", "#cbe8a8", "#b4dfb0", "#97d3ab"};
static_assert(kColours.size() == check::kLevelCount);

std::string text(int x, int y, const char* anchor, const std::string& content) {
  return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" text-anchor=\"" +
         anchor + "\">" + notation::xmlText(content) + "</text>\n";
}

std::string box(int x, int y, int width, int height, check::Level level, bool isDashed) {
  return "<rect x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" +
         std::to_string(width) + "\" height=\"" + std::to_string(height) + "\" rx=\"4\" fill=\"" +
         kColours[static_cast<size_t>(level)] + "\" stroke=\"#606060\"" +
         (isDashed ? " stroke-dasharray=\"4 3\"" : "") + "/>\n";
}

std::string fieldOf(const ComparedCell& cell, int x, int y) {
  const Cell& all = cell.measured;
  const int lost = all.keysWithLostWrites();
  const std::string waits = "waits r " + std::to_string(all.reads().longestOutage) + " w " +
                            std::to_string(all.writes().longestOutage) +
                            (lost > 0 ? ", lost " + std::to_string(lost) : "");
  const int middle = x + kFieldWidth / 2;
  return box(x + 2, y + 2, kFieldWidth - 4, kFieldHeight - 4, all.weakestHeld(),
             !cell.outside.empty()) +
         text(middle, y + 17, "middle", levelText(all)) + text(middle, y + 31, "middle", waits);
}

std::string legend(int y) {
  std::string svg;
  for (size_t i = 0; i < check::kLevelCount; ++i) {
    const int x = 8 + static_cast<int>(i) * 112;
    svg += box(x, y + 10, 14, 14, static_cast<check::Level>(i), false);
    svg += text(x + 18, y + 21, "start", check::levelName(static_cast<check::Level>(i)));
  }
  return svg +
         text(8, y + 46, "start",
              "dashed: outside the design's limits; waits: the longest time in ticks for which "
              "reads (r) and writes (w) of a key had no answer; lost: keys that lost a write");
}

}  // namespace

std::string chartOf(const Comparison& comparison) {
  const int columns = static_cast<int>(variants().size());
  const int rows = static_cast<int>(comparison.cells.size()) / columns;
  const int width = std::max(kLeft + columns * kFieldWidth + 8, 910);
  const int bottom = kTop + rows * kFieldHeight;
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " +
                    std::to_string(width) + " " + std::to_string(bottom + kLegendHeight) +
                    "\" font-family=\"sans-serif\" font-size=\"11\">\n"
                    "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
  for (int i = 0; i < columns; ++i) {
    svg += text(kLeft + i * kFieldWidth + kFieldWidth / 2, kTop - 12, "middle",
                variants()[static_cast<size_t>(i)].name);
  }
  for (int i = 0; i < rows * columns; ++i) {
    const ComparedCell& cell = comparison.cells[static_cast<size_t>(i)];
    const int y = kTop + i / columns * kFieldHeight;
    if (i % columns == 0) svg += text(kLeft - 10, y + 24, "end", cell.faults.name);
    svg += fieldOf(cell, kLeft + i % columns * kFieldWidth, y);
  }
  return svg + legend(bottom) + "</svg>\n";
}

}  // namespace compare
