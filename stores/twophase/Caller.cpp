#include "stores/twophase/Caller.h"

#include <utility>

#include "stores/twophase/Results.h"
#include "stores/twophase/Timing.h"

namespace twophase {

namespace {

Message callOf(sim::Operation operation, const std::string& key, const std::string& value) {
  Message call;
  switch (operation) {
    case sim::Operation::Read: call.type = Type::Get; break;
    case sim::Operation::Delete: call.type = Type::Delete; break;
    case sim::Operation::Create:
    case sim::Operation::Update: call.type = Type::Put; break;
  }
  call.operation = operation;
  call.key = key;
  call.value = value;
  return call;
}

}  // namespace

Caller::Caller(const Settings& settings, std::function<void(const Finished&)> finished)
    : settings_(settings), finished_(std::move(finished)) {}

void Caller::call(sim::Operation operation, const std::string& key, const std::string& value,
                  int now, Outbox* out) {
  Message call = callOf(operation, key, value);
  call.request = {settings_.self, incarnation_, ++lastNumber_};
  call.incarnation = incarnation_;
  call.deadline = now + kCallTicks;
  const std::string problem = problemOf(call, settings_.largestMessageBytes);
  if (!problem.empty()) return finish(call, problem, "");
  out->push_back({settings_.coordinator, call});
  open_[call.request.number] = {call, now + kCallRetryTicks};
}

void Caller::refuse(sim::Operation operation, const std::string& key,
                    const std::string& value) const {
  finish(callOf(operation, key, value), kNoConnection, "");
}

void Caller::onResponse(const Message& response) {
  const RequestId& request = response.request;
  if (request.peer != settings_.self || request.incarnation != incarnation_) return;
  const auto open = open_.find(request.number);
  if (open == open_.end()) return;  // Answered before, or too late.
  const Message call = open->second.call;
  open_.erase(open);
  finish(call, response.text, response.value);
}

void Caller::onTick(int now, Outbox* out) {
  for (auto open = open_.begin(); open != open_.end();) {
    if (now >= open->second.call.deadline) {
      const Message call = open->second.call;
      open = open_.erase(open);
      finish(call, kTimeout, "");
      continue;
    }
    if (now >= open->second.nextTry) {
      open->second.nextTry = now + kCallRetryTicks;
      out->push_back({settings_.coordinator, open->second.call});
    }
    ++open;
  }
}

void Caller::finish(const Message& call, const std::string& text, const std::string& value) const {
  Finished finished;
  finished.call = call;
  finished.success = text == kSuccess;
  finished.value = value;
  finished.isDecided = call.type == Type::Get && (finished.success || text == kNoKey);
  finished_(finished);
}

}  // namespace twophase
