#include "report/reading/HeaderRecords.h"

#include <climits>

#include "host/Check.h"

namespace report {

bool HeaderRecords::isComplete() const {
  return next_ >= Record::Source && trace_->places.size() == static_cast<size_t>(trace_->peers);
}

std::string HeaderRecords::expected() const {
  if (next_ < Record::Source) return "`" + std::string(recordWord(next_)) + "`";
  const std::string ring = "`ring` of peer " + std::to_string(trace_->places.size() + 1);
  return next_ == Record::Source ? "`source` or " + ring : ring;
}

bool HeaderRecords::mayFollow(Record record) const {
  if (record == next_) return true;
  return record == Record::Ring && next_ == Record::Source;
}

void HeaderRecords::read(Record record, Fields* fields) {
  CHECK(has(record));
  if (isComplete() || !mayFollow(record)) {
    fields->fail("`" + std::string(recordWord(record)) + "` cannot stand here: " +
                 (isComplete() ? "the header is complete" : expected() + " is expected"));
    return;
  }
  switch (record) {
    case Record::Conf: trace_->conf = fields->text("the conf file"); break;
    case Record::Seed: trace_->seed = fields->seed("the seed"); break;
    case Record::Replay: trace_->replay = fields->text("the command"); break;
    case Record::Peers: trace_->peers = fields->integer("the number of peers", 1, kMaxPeers); break;
    case Record::Replicas: readReplicas(fields); break;
    case Record::Places: readPlaces(fields); break;
    case Record::Limits: readLimits(fields); break;
    case Record::Source: readSource(fields); break;
    default: readRing(fields); break;
  }
  if (record < Record::Source) next_ = static_cast<Record>(static_cast<int>(record) + 1);
  if (record == Record::Ring) next_ = Record::Ring;
}

void HeaderRecords::readReplicas(Fields* fields) {
  trace_->replicas = fields->integer("the number of replicas", 0, kMaxPeers);
  trace_->quorum = fields->integer("the quorum", 0, kMaxPeers);
}

void HeaderRecords::readPlaces(Fields* fields) {
  trace_->ringPlaces = fields->number("the number of places", 1, kMostPlaces);
  trace_->hasFixedGroup = fields->flag("whether the group is fixed");
}

void HeaderRecords::readLimits(Fields* fields) {
  trace_->stateEveryTicks = fields->integer("the number of ticks", 1, kMaxTick);
  trace_->hasHeartbeats = fields->flag("whether heartbeats are recorded");
}

void HeaderRecords::readSource(Fields* fields) {
  Source source;
  source.name = fields->word("the source's name");
  source.text = fields->text("the source");
  trace_->sources.push_back(std::move(source));
}

void HeaderRecords::readRing(Fields* fields) {
  const int peer = static_cast<int>(trace_->places.size()) + 1;
  fields->integer("the peer", peer, peer);
  trace_->places.push_back(fields->numberOrNone("the place", 0, trace_->ringPlaces - 1));
}

}  // namespace report
