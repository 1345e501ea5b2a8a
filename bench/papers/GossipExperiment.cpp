#include "bench/papers/GossipExperiment.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "bench/papers/SvgPlot.h"
#include "bench/papers/TextTable.h"

namespace papers {

namespace {

constexpr uint64_t kSeed = 1;

// Figures 1 and 2, in seconds: one row for each P_mistake, one column for each size.
const std::vector<double> kMistakes = {1e-3, 1e-6, 1e-9};
const std::vector<int> kSizes = {10, 50, 100, 150, 200};
const std::vector<std::vector<double>> kPublishedBySize = {{5.3, 34.1, 74.9, 118.3, 163.4},
                                                           {7.9, 46.0, 98.5, 153.6, 210.3},
                                                           {10.4, 57.7, 121.7, 188.2, 256.4}};

// Figure 4, in seconds, at 1e-6: one row for each size, one column for each loss.
const std::vector<double> kLosses = {0, 0.05, 0.10, 0.15, 0.20, 0.25};
const std::vector<int> kLossSizes = {50, 100};
const std::vector<std::vector<double>> kPublishedByLoss = {
    {46.0, 48.4, 51.2, 54.2, 57.6, 61.5}, {98.5, 103.7, 109.5, 116.0, 123.3, 131.5}};
constexpr double kLossMistake = 1e-6;

// The sizes of the groups of MP1Nodes: those with one zone, and some with more.
const std::vector<int> kNodeSizes = {10, 50, 100};
const std::vector<int> kZonedSizes = {150, 200, 500, 1000};

std::string mistakeName(double mistake) {
  return mistake >= 1e-3 ? "1e-3" : mistake >= 1e-6 ? "1e-6" : "1e-9";
}

std::string percent(double share) { return decimal(share * 100, 0) + " %"; }

// ---- Measurements.

// T_fail of one group for one P_mistake, in seconds.
struct Cell {
  int size = 0;
  double loss = 0;
  double mistake = 0;
  double published = 0;
  double dice = 0;
  double diceError = 0;
  const NodeMeasurement* node = nullptr;  // Null: MP1Node does not gossip like this.

  GossipGroup group() const { return {size, 1, 1 - loss}; }
};

using Cells = std::vector<Cell>;
using NodeMeasurements = std::vector<NodeMeasurement>;

double modelGossips(const GossipGroup& group, double mistake) {
  return gossipsPerMember(group, modelRounds(group, mistake));
}

double modelSeconds(const GossipGroup& group, double mistake) {
  return secondsForGossips(group, modelGossips(group, mistake));
}

NodeMeasurements measureAllNodes(const GossipEffort& effort) {
  NodeMeasurements all;
  for (int size : kNodeSizes) {
    for (double loss : kLosses) {
      all.push_back(measureNodes(size, loss, effort.nodes));
      effort.onStep();
    }
  }
  return all;
}

// The table of groups of more than one zone.
NodeMeasurements measureZones(const GossipEffort& effort) {
  NodeMeasurements all;
  for (int size : kZonedSizes) {
    for (double loss : {kLosses.front(), kLosses.back()}) {
      all.push_back(measureCrashes(size, loss, effort.nodes));
      effort.onStep();
    }
  }
  return all;
}

const NodeMeasurement* find(const NodeMeasurements& all, int size, double loss) {
  for (const NodeMeasurement& one : all) {
    if (one.size == size && one.loss == loss) return &one;
  }
  return nullptr;
}

// One cell for each of `mistakes`, with its published value.
Cells measureCells(int size, double loss, const std::vector<double>& mistakes,
                   const std::vector<double>& published, const NodeMeasurements& nodes,
                   const SampleSize& samples) {
  const GossipGroup group = {size, 1, 1 - loss};
  const std::vector<Average> rounds = sampleRounds(group, mistakes, samples, kSeed);
  Cells cells(mistakes.size());
  for (size_t i = 0; i < mistakes.size(); ++i) {
    cells[i] = {size, loss, mistakes[i], published[i], 0, 0, find(nodes, size, loss)};
    cells[i].dice = secondsForGossips(group, gossipsPerMember(group, rounds[i].mean()));
    cells[i].diceError =
        secondsForGossips(group, gossipsPerMember(group, rounds[i].standardError()));
  }
  return cells;
}

Cells measureSizes(const NodeMeasurements& nodes, const SampleSize& samples) {
  Cells all;
  for (size_t i = 0; i < kSizes.size(); ++i) {
    std::vector<double> published;
    for (const auto& row : kPublishedBySize) published.push_back(row[i]);
    const Cells cells = measureCells(kSizes[i], 0, kMistakes, published, nodes, samples);
    all.insert(all.end(), cells.begin(), cells.end());
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Cell& one, const Cell& other) { return one.mistake > other.mistake; });
  return all;
}

Cells measureLosses(const NodeMeasurements& nodes, const SampleSize& samples) {
  Cells all;
  for (size_t row = 0; row < kLossSizes.size(); ++row) {
    for (size_t i = 0; i < kLosses.size(); ++i) {
      const Cells cells = measureCells(kLossSizes[row], kLosses[i], {kLossMistake},
                                       {kPublishedByLoss[row][i]}, nodes, samples);
      all.push_back(cells[0]);
    }
  }
  return all;
}

// ---- Tables.

// A mark for what is not measured but bounded.
std::string boundMark(const HeartbeatSpread& spread, double mistake) {
  return spread.isMeasured(spread.ticksForMistake(mistake), mistake) ? "" : "<= ";
}

std::string cellTable(const std::string& title, const Cells& cells) {
  TextTable table({"P_mistake", "n", "loss", "published", "equations", "off", "dice", "+-", "off",
                   "MP1Node", "off"});
  for (const Cell& cell : cells) {
    const double model = modelSeconds(cell.group(), cell.mistake);
    std::string node = "-";
    std::string nodeOff = "-";
    if (cell.node != nullptr) {
      const double seconds = cell.node->seconds(cell.mistake);
      node = boundMark(cell.node->spread, cell.mistake) + decimal(seconds, 1);
      nodeOff = deviation(seconds, cell.published);
    }
    table.add({mistakeName(cell.mistake), std::to_string(cell.size), percent(cell.loss),
               decimal(cell.published, 1), decimal(model, 1), deviation(model, cell.published),
               decimal(cell.dice, 1), decimal(cell.diceError, 1),
               deviation(cell.dice, cell.published), node, nodeOff});
  }
  return "### " + title + "\n\n" + table.text() + "\n";
}

// The spread of a heartbeat by the number of lists: MP1Node's, and the paper's by its equations.
std::string spreadTable(const NodeMeasurements& nodes) {
  TextTable table({"n", "loss", "half: paper", "MP1Node", "99 %: paper", "MP1Node", "1e-3: paper",
                   "MP1Node", "1e-6: paper", "MP1Node", "TFAIL", "heartbeats"});
  for (const NodeMeasurement& node : nodes) {
    const GossipGroup paper = {node.size, 1, 1 - node.loss};
    std::vector<std::string> cells = {std::to_string(node.size), percent(node.loss)};
    for (double share : {0.5, 0.99}) {
      // The bound of P_mistake is this chance, times the number of the live.
      cells.push_back(decimal(modelGossips(paper, paper.live() * (1 - share)), 1));
      cells.push_back(std::to_string(node.gossips(node.spread.ticksForShare(share))));
    }
    for (double mistake : {1e-3, 1e-6}) {
      const int ticks = node.spread.ticksForMistake(mistake);
      cells.push_back(decimal(modelGossips(paper, mistake), 1));
      cells.push_back(boundMark(node.spread, mistake) + std::to_string(node.gossips(ticks)));
    }
    cells.push_back(std::to_string(node.gossips(node.plan().tfail)));
    cells.push_back(std::to_string(node.spread.heartbeats));
    table.add(cells);
  }
  return "### Until a heartbeat has reached all: lists sent by each member\n\n" + table.text() +
         "\n";
}

std::string detectionTable(const NodeMeasurements& nodes) {
  TextTable table(
      {"n", "loss", "TFAIL", "TREMOVE", "first", "mean", "last", "crashes", "live removed"});
  for (const NodeMeasurement& node : nodes) {
    const DetectionTimes& times = node.detection;
    table.add({std::to_string(node.size), percent(node.loss), std::to_string(node.plan().tfail),
               std::to_string(node.plan().tremove), decimal(times.first.mean(), 1),
               decimal(times.mean.mean(), 1), decimal(times.last.mean(), 1),
               std::to_string(times.first.count()), std::to_string(times.liveRemoved)});
  }
  return "### MP1Node: ticks from a crash until it is removed from the lists\n\n" + table.text() +
         "\n";
}

// ---- Plots.

// One series for each way in which the curve was found. Those of the first curve name the marks in
// the legend.
void addCurve(const std::string& name, int colour, bool isFirst, const Cells& cells,
              const std::function<double(const Cell&)>& xOf, SvgPlot* plot) {
  using Style = PlotSeries::Style;
  const auto series = [&](const char* way, Style style) {
    return PlotSeries{isFirst ? way : "", style, colour, {}};
  };
  PlotSeries model = {name, Style::Line, colour, {}};
  PlotSeries published = series("published", Style::Ring);
  PlotSeries dice = series("dice", Style::Dot);
  PlotSeries node = series("MP1Node", Style::Square);
  for (const Cell& cell : cells) {
    const double x = xOf(cell);
    model.points.push_back({x, modelSeconds(cell.group(), cell.mistake)});
    published.points.push_back({x, cell.published});
    dice.points.push_back({x, cell.dice});
    if (cell.node != nullptr) node.points.push_back({x, cell.node->seconds(cell.mistake)});
  }
  for (const PlotSeries* one : {&model, &published, &dice, &node}) plot->add(*one);
}

Cells selected(const Cells& cells, const std::function<bool(const Cell&)>& isWanted) {
  Cells chosen;
  for (const Cell& cell : cells) {
    if (isWanted(cell)) chosen.push_back(cell);
  }
  return chosen;
}

Plot sizePlot(const Cells& cells) {
  SvgPlot plot("Detection time against the group's size",
               {"members", {0, 50, 100, 150, 200}, false},
               {"seconds", {0, 50, 100, 150, 200, 250, 300}, false});
  for (size_t i = kMistakes.size(); i-- > 0;) {
    const double mistake = kMistakes[i];
    addCurve(
        "P_mistake " + mistakeName(mistake), static_cast<int>(i), i + 1 == kMistakes.size(),
        selected(cells, [&](const Cell& cell) { return cell.mistake == mistake; }),
        [](const Cell& cell) { return cell.size; }, &plot);
  }
  return {"gossip-size.svg", plot.text()};
}

Plot lossPlot(const Cells& cells) {
  SvgPlot plot("Detection time against loss, P_mistake 1e-6",
               {"messages lost, %", {0, 5, 10, 15, 20, 25}, false},
               {"seconds", {0, 25, 50, 75, 100, 125, 150}, false});
  for (size_t i = kLossSizes.size(); i-- > 0;) {
    const int size = kLossSizes[i];
    addCurve(
        std::to_string(size) + " members", static_cast<int>(i), i + 1 == kLossSizes.size(),
        selected(cells, [&](const Cell& cell) { return cell.size == size; }),
        [](const Cell& cell) { return cell.loss * 100; }, &plot);
  }
  return {"gossip-loss.svg", plot.text()};
}

}  // namespace

Report runGossipExperiment(const GossipEffort& effort) {
  const NodeMeasurements nodes = measureAllNodes(effort);
  NodeMeasurements crashes = nodes;
  for (NodeMeasurement& one : measureZones(effort)) crashes.push_back(std::move(one));
  const Cells bySize = measureSizes(nodes, effort.samples);
  const Cells byLoss = measureLosses(nodes, effort.samples);

  Report report;
  report.markdown = "## Gossip-style failure detection (1998)\n\n" +
                    cellTable("Detection time against the group's size: seconds", bySize) +
                    cellTable("Detection time against loss: seconds", byLoss) + spreadTable(nodes) +
                    detectionTable(crashes);
  report.plots = {sizePlot(bySize), lossPlot(byLoss)};
  return report;
}

}  // namespace papers
