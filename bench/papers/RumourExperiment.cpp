#include "bench/papers/RumourExperiment.h"

#include <algorithm>
#include <string>
#include <vector>

#include "bench/papers/Average.h"
#include "bench/papers/RumourNode.h"
#include "bench/papers/SvgPlot.h"
#include "bench/papers/TextTable.h"

namespace papers {

namespace {

constexpr uint64_t kSeed = 1;
constexpr int kSites = 1000;

struct Published {
  double residue;
  double traffic;
  double lastCycle;
  int runs;  // Chosen so that standard errors are a few percent at most.
};

struct Variant {
  LossOfInterest loss;
  std::string name;
  std::vector<Published> published;  // For k = 1, 2, …
};

const std::vector<Variant>& variants() {
  static const std::vector<Variant> all = {{LossOfInterest::FeedbackAndCounter,
                                            "feedback, counter",
                                            {{0.18, 1.7, 16.8, 1000},
                                             {0.037, 3.3, 16.9, 1000},
                                             {0.011, 4.5, 17.4, 1000},
                                             {0.0036, 5.6, 17.5, 1000},
                                             {0.0012, 6.7, 17.7, 3000}}},
                                           {LossOfInterest::BlindAndCoin,
                                            "blind, coin",
                                            {{0.96, 0.04, 38, 3000},
                                             {0.20, 1.6, 33, 1000},
                                             {0.060, 2.8, 32, 2000},
                                             {0.021, 3.9, 32, 3000},
                                             {0.008, 4.9, 32, 10000}}}};
  return all;
}

struct Measured {
  Average residue;
  Average traffic;
  Average lastCycle;
};

Measured measure(const RumourRules& rules, int runs) {
  sim::Random random(kSeed, "rumour");
  Measured measured;
  for (int i = 0; i < runs; ++i) {
    const RumourOutcome outcome = playRumour(rules, kSites, &random);
    measured.residue.add(outcome.residue);
    measured.traffic.add(outcome.traffic);
    measured.lastCycle.add(outcome.lastCycle);
  }
  return measured;
}

// One value for each k.
std::vector<Measured> measureAll(const Variant& variant, double share) {
  std::vector<Measured> all;
  for (const Published& cell : variant.published) {
    const int k = static_cast<int>(all.size()) + 1;
    all.push_back(measure({variant.loss, k}, std::max(1, static_cast<int>(cell.runs * share))));
  }
  return all;
}

void addCells(const Average& measured, double published, int digits,
              std::vector<std::string>* cells) {
  cells->push_back(significant(published, digits));
  cells->push_back(significant(measured.mean(), 3));
  cells->push_back(significant(measured.standardError(), 2));
  cells->push_back(deviation(measured.mean(), published));
}

void addRows(const Variant& variant, const std::vector<Measured>& measured, TextTable* table) {
  for (size_t i = 0; i < measured.size(); ++i) {
    const Published& published = variant.published[i];
    std::vector<std::string> cells = {variant.name, std::to_string(i + 1)};
    addCells(measured[i].residue, published.residue, 2, &cells);
    addCells(measured[i].traffic, published.traffic, 2, &cells);
    addCells(measured[i].lastCycle, published.lastCycle, 3, &cells);
    cells.push_back(std::to_string(measured[i].residue.count()));
    table->add(cells);
  }
}

void addSeries(const Variant& variant, const std::vector<Measured>& measured, int colour,
               SvgPlot* plot) {
  using Style = PlotSeries::Style;
  PlotSeries ring = {variant.name + ": published", Style::Ring, colour, {}};
  PlotSeries dot = {variant.name + ": measured", Style::Dot, colour, {}};
  for (size_t i = 0; i < measured.size(); ++i) {
    ring.points.push_back({variant.published[i].traffic, variant.published[i].residue});
    dot.points.push_back({measured[i].traffic.mean(), measured[i].residue.mean()});
  }
  plot->add({"", Style::Line, colour, dot.points});
  plot->add(ring);
  plot->add(dot);
}

}  // namespace

Report runRumourExperiment(double share, const std::function<void()>& onStep) {
  TextTable table({"loss of interest", "k", "residue", "measured", "+-", "off", "traffic",
                   "measured", "+-", "off", "t_last", "measured", "+-", "off", "runs"});
  SvgPlot plot("Rumours: those who never hear it, against what is sent",
               {"messages per site", {0, 1, 2, 3, 4, 5, 6, 7}, false},
               {"residue", {0.001, 0.01, 0.1, 1}, true});
  int colour = 0;
  for (const Variant& variant : variants()) {
    const std::vector<Measured> measured = measureAll(variant, share);
    addRows(variant, measured, &table);
    addSeries(variant, measured, colour++, &plot);
    onStep();
  }
  return {"## Rumours (1987)\n\n### 1000 sites, push\n\n" + table.text() + "\n",
          {{"rumours.svg", plot.text()}}};
}

}  // namespace papers
