// A plot of a few series over two axes, as SVG. It is transparent, and its colours can be read on
// white and on black.
#pragma once

#include <string>
#include <vector>

namespace papers {

struct PlotPoint {
  double x = 0;
  double y = 0;
};

struct PlotSeries {
  enum class Style { Line, Ring, Dot, Square };

  std::string name;  // In the legend; empty: not listed there.
  Style style = Style::Line;
  int colour = 0;  // An index into the palette of six.
  std::vector<PlotPoint> points;
};

struct PlotAxis {
  std::string label;
  std::vector<double> ticks;  // At least two, rising; the first and the last are the axis's ends.
  bool logarithmic = false;   // Ticks and values above 0.
};

class SvgPlot {
 public:
  SvgPlot(std::string title, PlotAxis x, PlotAxis y);

  // Points outside of the axes are left out.
  void add(PlotSeries series);

  std::string text() const;

 private:
  std::string frame() const;
  std::string legend() const;
  std::string drawing(const PlotSeries& series) const;
  bool isInside(const PlotPoint& point) const;
  double pixelX(double x) const;
  double pixelY(double y) const;

  const std::string title_;
  const PlotAxis x_;
  const PlotAxis y_;
  std::vector<PlotSeries> series_;
};

}  // namespace papers
