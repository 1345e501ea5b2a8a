#include "bench/papers/SvgPlot.h"

#include <cmath>
#include <iterator>
#include <utility>

#include "bench/papers/TextTable.h"

namespace papers {

namespace {

// Pixels.
constexpr double kWidth = 760;
constexpr double kHeight = 420;
constexpr double kLeft = 70;
constexpr double kRight = 530;  // The legend is to the right of it.
constexpr double kTop = 44;
constexpr double kBottom = 364;

constexpr const char* kInk = "#808080";
constexpr const char* kPalette[] = {"#2f80ed", "#e8590c", "#2b9348",
                                    "#9b5de5", "#d6336c", "#b08900"};

std::string escaped(const std::string& text) {
  std::string result;
  for (char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      default: result += c;
    }
  }
  return result;
}

std::string number(double pixels) { return decimal(pixels, 1); }

std::string line(double x1, double y1, double x2, double y2, const std::string& attributes) {
  return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
         "\" y2=\"" + number(y2) + "\" " + attributes + "/>\n";
}

std::string label(double x, double y, const std::string& anchor, const std::string& text,
                  const std::string& attributes = "") {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\"" +
         attributes + ">" + escaped(text) + "</text>\n";
}

std::string mark(PlotSeries::Style style, double x, double y, const std::string& colour) {
  const std::string place = "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\"";
  if (style == PlotSeries::Style::Ring) {
    return place + " r=\"6\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"/>\n";
  }
  if (style == PlotSeries::Style::Square) {
    return "<rect x=\"" + number(x - 4) + "\" y=\"" + number(y - 4) +
           "\" width=\"8\" height=\"8\" fill=\"none\" stroke=\"" + colour +
           "\" stroke-width=\"1.5\"/>\n";
  }
  return place + " r=\"3\" fill=\"" + colour + "\"/>\n";
}

std::string colourOf(const PlotSeries& series) {
  return kPalette[static_cast<size_t>(series.colour) % std::size(kPalette)];
}

// Where a value lies between the ends of its axis, 0 ... 1.
double placeOn(const PlotAxis& axis, double value) {
  const double first = axis.ticks.front();
  const double last = axis.ticks.back();
  if (axis.logarithmic) return std::log(value / first) / std::log(last / first);
  return (value - first) / (last - first);
}

std::string tickLabel(double value) {
  return value >= 0.01 || value == 0 ? significant(value, 1 + (value >= 10) + (value >= 100))
                                     : significant(value, 1);
}

}  // namespace

SvgPlot::SvgPlot(std::string title, PlotAxis x, PlotAxis y)
    : title_(std::move(title)), x_(std::move(x)), y_(std::move(y)) {}

void SvgPlot::add(PlotSeries series) { series_.push_back(std::move(series)); }

double SvgPlot::pixelX(double x) const { return kLeft + placeOn(x_, x) * (kRight - kLeft); }
double SvgPlot::pixelY(double y) const { return kBottom - placeOn(y_, y) * (kBottom - kTop); }

bool SvgPlot::isInside(const PlotPoint& point) const {
  return point.x >= x_.ticks.front() && point.x <= x_.ticks.back() && point.y >= y_.ticks.front() &&
         point.y <= y_.ticks.back();
}

std::string SvgPlot::frame() const {
  const std::string grid = std::string("stroke=\"") + kInk + "\" stroke-opacity=\"0.3\"";
  std::string text;
  for (double tick : y_.ticks) {
    text += line(kLeft, pixelY(tick), kRight, pixelY(tick), grid);
    text += label(kLeft - 8, pixelY(tick) + 4, "end", tickLabel(tick));
  }
  for (double tick : x_.ticks) {
    text += line(pixelX(tick), kTop, pixelX(tick), kBottom, grid);
    text += label(pixelX(tick), kBottom + 18, "middle", tickLabel(tick));
  }
  const std::string axis = std::string("stroke=\"") + kInk + "\"";
  text += line(kLeft, kBottom, kRight, kBottom, axis) + line(kLeft, kTop, kLeft, kBottom, axis);
  text += label((kLeft + kRight) / 2, kBottom + 42, "middle", x_.label);
  const double middle = (kTop + kBottom) / 2;
  text +=
      label(18, middle, "middle", y_.label, " transform=\"rotate(-90 18 " + number(middle) + ")\"");
  return text + label(kLeft, 24, "start", title_, " font-size=\"15\" font-weight=\"bold\"");
}

std::string SvgPlot::legend() const {
  constexpr double kLineHeight = 22;
  std::string text;
  double y = kTop + 8;
  for (const PlotSeries& series : series_) {
    if (series.name.empty()) continue;
    const double x = kRight + 20;
    if (series.style == PlotSeries::Style::Line) {
      text += line(x, y, x + 22, y, "stroke=\"" + colourOf(series) + "\" stroke-width=\"2\"");
    } else {
      text += mark(series.style, x + 11, y, colourOf(series));
    }
    text += label(x + 30, y + 4, "start", series.name);
    y += kLineHeight;
  }
  return text;
}

std::string SvgPlot::drawing(const PlotSeries& series) const {
  std::string text;
  for (const PlotPoint& point : series.points) {
    if (!isInside(point)) continue;
    const double x = pixelX(point.x);
    const double y = pixelY(point.y);
    if (series.style == PlotSeries::Style::Line) {
      text += (text.empty() ? "" : " ") + number(x) + "," + number(y);
    } else {
      text += mark(series.style, x, y, colourOf(series));
    }
  }
  if (series.style != PlotSeries::Style::Line) return text;
  return "<polyline points=\"" + text + "\" fill=\"none\" stroke=\"" + colourOf(series) +
         "\" stroke-width=\"2\"/>\n";
}

std::string SvgPlot::text() const {
  const std::string size = decimal(kWidth, 0) + " " + decimal(kHeight, 0);
  std::string text = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size +
                     "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"" + kInk + "\">\n";
  text += frame();
  for (const PlotSeries& series : series_) text += drawing(series);
  return text + legend() + "</svg>\n";
}

}  // namespace papers
