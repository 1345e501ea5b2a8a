#include "stores/chain/RequestHandler.h"

#include "stores/chain/RequestCache.h"

namespace chain {

namespace {

// The datagram of an answer without a value, and its id as the key.
constexpr size_t kAnswerBytes = 64;

std::string encoded(const std::string& id, const wire::KVResponse& response) {
  wire::Msg message;
  message.messageID = id;
  message.payload = wire::encode(response);
  return wire::encode(message);
}

wire::KVResponse responseWith(ErrorCode code) {
  wire::KVResponse response;
  response.errCode = static_cast<uint32_t>(code);
  return response;
}

}  // namespace

void RequestHandler::handle(std::string_view datagram, int now, const Reply& reply) {
  now_ = now;
  const std::optional<wire::Msg> message = wire::decodeMsg(datagram);
  if (!message || message->messageID.size() != kIdBytes) return;
  const std::optional<wire::KVRequest> request = wire::decodeRequest(message->payload);
  const ErrorCode code = request ? validate(*request) : ErrorCode::Internal;
  if (code != ErrorCode::None) return answer(message->messageID, responseWith(code), reply);
  serve(message->messageID, *request, reply);
}

ErrorCode RequestHandler::validate(const wire::KVRequest& request) {
  const auto command = static_cast<Command>(request.command);
  if (command < Command::Put || command > Command::GetMembershipCount) {
    return ErrorCode::UnknownCommand;
  }
  if (command > Command::Remove) return ErrorCode::None;
  if (!request.key || request.key->empty() || request.key->size() > kMaxKeyBytes) {
    return ErrorCode::BadKey;
  }
  if (command == Command::Put && (!request.value || request.value->size() > kMaxValueBytes)) {
    return ErrorCode::BadValue;
  }
  return ErrorCode::None;
}

void RequestHandler::serve(const std::string& id, const wire::KVRequest& request,
                           const Reply& reply) {
  wire::KVResponse response;
  switch (static_cast<Command>(request.command)) {
    case Command::Put:
    case Command::Remove: return serveUpdate(id, request, reply);
    case Command::Get:
      return store_->call(sim::Operation::Read, *request.key, "",
                          [this, id, reply](const ClientStore::Result& result) {
                            answer(id, responseOf(result), reply);
                          });
    case Command::Shutdown: return store_->shutDown();
    case Command::WipeOut:
      store_->wipeOut();
      // Calls that are open still get their answers.
      std::erase_if(answers_, [](const auto& each) { return !each.second.isOpen; });
      answerBytes_ = answers_.size() * kAnswerBytes;
      break;
    case Command::IsAlive: break;
    case Command::GetPid: response.pid = settings_.pid; break;
    case Command::GetMembershipCount:
      response.membershipCount = static_cast<int32_t>(store_->memberCount());
      break;
  }
  answer(id, response, reply);
}

void RequestHandler::serveUpdate(const std::string& id, const wire::KVRequest& request,
                                 const Reply& reply) {
  const auto earlier = answers_.find(id);
  if (earlier != answers_.end()) {
    if (!earlier->second.isOpen) reply(earlier->second.datagram);
    return;
  }
  if (answerBytes_ + kAnswerBytes > settings_.maxAnswerBytes) {
    return answer(id, responseOf({ErrorCode::Overload}), reply);
  }
  answers_[id];
  answerBytes_ += kAnswerBytes;
  const bool isPut = static_cast<Command>(request.command) == Command::Put;
  store_->call(isPut ? sim::Operation::Create : sim::Operation::Delete, *request.key,
               isPut ? *request.value : "", [this, id, reply](const ClientStore::Result& result) {
                 endUpdate(id, result, reply);
               });
}

void RequestHandler::endUpdate(const std::string& id, const ClientStore::Result& result,
                               const Reply& reply) {
  const std::string datagram = encoded(id, responseOf(result));
  // What has not been executed may be tried again under its id.
  if (result.code == ErrorCode::Overload || result.code == ErrorCode::OutOfSpace) {
    answers_.erase(id);
    answerBytes_ -= kAnswerBytes;
  } else {
    answers_[id] = {false, datagram, now_};
  }
  reply(datagram);
}

void RequestHandler::advance(int now) {
  now_ = now;
  answerBytes_ -=
      kAnswerBytes * std::erase_if(answers_, [now](const auto& each) {
        return !each.second.isOpen && now - each.second.endedAt > RequestCache::kKeepTicks;
      });
}

void RequestHandler::answer(const std::string& id, const wire::KVResponse& response,
                            const Reply& reply) const {
  reply(encoded(id, response));
}

wire::KVResponse RequestHandler::responseOf(const ClientStore::Result& result) const {
  wire::KVResponse response = responseWith(result.code);
  response.value = result.value;
  if (result.code == ErrorCode::Overload) response.overloadWaitTime = settings_.overloadWaitMs;
  return response;
}

}  // namespace chain
