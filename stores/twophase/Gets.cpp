#include "stores/twophase/Gets.h"

#include <algorithm>
#include <vector>

#include "stores/twophase/Results.h"
#include "stores/twophase/Timing.h"

namespace twophase {

void Gets::onCall(const Message& call, int now, Outbox* out) {
  const auto [place, isNew] = open_.insert({call.request, {call}});
  if (isNew && advance(&place->second, now, out)) open_.erase(place);
}

void Gets::onTick(int now, Outbox* out) {
  for (auto get = open_.begin(); get != open_.end();) {
    const bool isOver = now > get->second.call.deadline || advance(&get->second, now, out);
    get = isOver ? open_.erase(get) : std::next(get);
  }
}

bool Gets::advance(Get* get, int now, Outbox* out) {
  if (locks_->count(cache_->setOf(get->call.key)) > 0) return false;
  if (get->number == 0) {
    if (const auto value = cache_->get(get->call.key)) {
      answer(get->call, kSuccess, *value, out);
      return true;
    }
    get->number = numbers_->next();
    get->asked = 0;
    get->nextTry = now;
  }
  if (now >= get->nextTry) ask(get, now, out);
  return false;
}

void Gets::ask(Get* get, int now, Outbox* out) {
  const std::vector<sim::PeerId> servers = servers_->of(get->call.key);
  get->nextTry = now + kGetRetryTicks;
  if (servers.empty()) return;
  Message question = answerTo(get->call, Type::Get, numbers_->incarnation);
  question.transaction = get->number;
  question.key = get->call.key;
  out->push_back({servers[get->asked++ % servers.size()], question});
}

void Gets::onAnswer(const Message& answered, Outbox* out) {
  const auto get = open_.find(answered.request);
  if (get == open_.end() || answered.transaction == 0) return;
  if (get->second.number != answered.transaction) return;  // Of before an update.
  const Message call = get->second.call;
  open_.erase(get);
  if (answered.text == kSuccess) cache_->put(call.key, answered.value);
  answer(call, answered.text, answered.value, out);
}

void Gets::interrupt(size_t set) {
  for (auto& get : open_) {
    if (cache_->setOf(get.second.call.key) == set) get.second.number = 0;
  }
}

void Gets::answer(const Message& call, const std::string& text, const std::string& value,
                  Outbox* out) {
  Message response = answerTo(call, Type::Response, numbers_->incarnation);
  response.key = call.key;
  response.text = text;
  response.value = value;
  out->push_back({call.request.peer, response});
}

}  // namespace twophase
