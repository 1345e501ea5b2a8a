#include "stores/chain/RequestHandler.h"

#include <gtest/gtest.h>

#include <vector>

#include "stores/chain/RequestCache.h"

namespace chain {
namespace {

// Executes calls at once, unless it is told to hold them back.
class FakeStore : public ClientStore {
 public:
  void call(sim::Operation operation, const std::string& key, const std::string& value,
            const OnEnd& onEnd) override {
    ++calls;
    if (isHolding) return held.push_back(onEnd);
    onEnd(execute(operation, key, value));
  }
  size_t memberCount() const override { return 16; }
  void wipeOut() override { values.clear(); }
  void shutDown() override { isDown = true; }

  Result execute(sim::Operation operation, const std::string& key, const std::string& value) {
    if (refusal != ErrorCode::None) return {refusal};
    if (operation == sim::Operation::Create) {
      values[key] = value;
      return {};
    }
    const auto found = values.find(key);
    if (found == values.end()) return {ErrorCode::NoSuchKey};
    const Result result = {ErrorCode::None, found->second};
    if (operation == sim::Operation::Read) return result;
    values.erase(found);
    return {};
  }

  std::map<std::string, std::string> values;
  ErrorCode refusal = ErrorCode::None;
  bool isHolding = false;
  std::vector<OnEnd> held;
  int calls = 0;
  bool isDown = false;
};

class RequestHandlerTest : public ::testing::Test {
 protected:
  static std::string idOf(int number) {
    std::string id(RequestHandler::kIdBytes, 'i');
    id[0] = static_cast<char>(number);
    return id;
  }

  static std::string datagramOf(int id, uint32_t command, std::optional<std::string> key = {},
                                std::optional<std::string> value = {}) {
    wire::KVRequest request;
    request.command = command;
    request.key = std::move(key);
    request.value = std::move(value);
    wire::Msg message;
    message.messageID = idOf(id);
    message.payload = wire::encode(request);
    return wire::encode(message);
  }

  void send(const std::string& datagram) {
    handler_.handle(datagram, now_,
                    [this](const std::string& reply) { replies_.push_back(reply); });
  }

  // Its response. Fails unless there is one, under the request's id.
  wire::KVResponse ask(int id, Command command, std::optional<std::string> key = {},
                       std::optional<std::string> value = {}) {
    replies_.clear();
    send(datagramOf(id, static_cast<uint32_t>(command), std::move(key), std::move(value)));
    return onlyReply(id);
  }

  wire::KVResponse onlyReply(int id) {
    EXPECT_EQ(1u, replies_.size());
    if (replies_.size() != 1) return {};
    const std::optional<wire::Msg> message = wire::decodeMsg(replies_.front());
    EXPECT_TRUE(message && message->messageID == idOf(id));
    return message ? wire::decodeResponse(message->payload).value_or(wire::KVResponse{})
                   : wire::KVResponse{};
  }

  static ErrorCode codeOf(const wire::KVResponse& response) {
    return static_cast<ErrorCode>(response.errCode);
  }

  FakeStore store_;
  RequestHandler handler_{{4711, 250, 10 * 64}, &store_};
  int now_ = 100;
  std::vector<std::string> replies_;
};

TEST_F(RequestHandlerTest, handle_putGetRemove) {
  EXPECT_EQ(ErrorCode::None, codeOf(ask(1, Command::Put, "k", "v")));
  EXPECT_EQ("v", ask(2, Command::Get, "k").value);
  EXPECT_EQ(ErrorCode::None, codeOf(ask(3, Command::Remove, "k")));
  EXPECT_EQ(ErrorCode::NoSuchKey, codeOf(ask(4, Command::Get, "k")));
  EXPECT_EQ(ErrorCode::NoSuchKey, codeOf(ask(5, Command::Remove, "k")));
  // Present and empty is not absent.
  ask(6, Command::Put, "k", "");
  EXPECT_EQ("", ask(7, Command::Get, "k").value);
}

TEST_F(RequestHandlerTest, handle_administration) {
  EXPECT_EQ(ErrorCode::None, codeOf(ask(1, Command::IsAlive)));
  EXPECT_EQ(4711, ask(2, Command::GetPid).pid);
  EXPECT_EQ(16, ask(3, Command::GetMembershipCount).membershipCount);
  ask(4, Command::Put, "k", "v");
  EXPECT_EQ(ErrorCode::None, codeOf(ask(5, Command::WipeOut)));
  EXPECT_EQ(ErrorCode::NoSuchKey, codeOf(ask(6, Command::Get, "k")));
}

TEST_F(RequestHandlerTest, handle_shutdownIsNotAnswered) {
  send(datagramOf(1, static_cast<uint32_t>(Command::Shutdown)));
  EXPECT_TRUE(store_.isDown);
  EXPECT_TRUE(replies_.empty());
}

TEST_F(RequestHandlerTest, handle_limitsOfKeysAndValues) {
  const std::string longest(RequestHandler::kMaxKeyBytes, 'k');
  const std::string largest(RequestHandler::kMaxValueBytes, 'v');
  EXPECT_EQ(ErrorCode::None, codeOf(ask(1, Command::Put, longest, largest)));
  EXPECT_EQ(largest, ask(2, Command::Get, longest).value);
  EXPECT_EQ(ErrorCode::BadKey, codeOf(ask(3, Command::Put, longest + "k", "v")));
  EXPECT_EQ(ErrorCode::BadKey, codeOf(ask(4, Command::Get, "")));
  EXPECT_EQ(ErrorCode::BadKey, codeOf(ask(5, Command::Remove)));
  EXPECT_EQ(ErrorCode::BadValue, codeOf(ask(6, Command::Put, "k", largest + "v")));
  EXPECT_EQ(ErrorCode::BadValue, codeOf(ask(7, Command::Put, "k")));
  EXPECT_EQ(2, store_.calls);
}

TEST_F(RequestHandlerTest, handle_unknownCommandsAndPayloads) {
  for (const uint32_t command : {0U, 9U, 0xFFFFFFFFU}) {
    replies_.clear();
    send(datagramOf(1, command, "k"));
    EXPECT_EQ(ErrorCode::UnknownCommand, codeOf(onlyReply(1)));
  }
  wire::Msg message;
  message.messageID = idOf(2);
  message.payload = "no request";
  replies_.clear();
  send(wire::encode(message));
  EXPECT_EQ(ErrorCode::Internal, codeOf(onlyReply(2)));
}

TEST_F(RequestHandlerTest, handle_damagedDatagramsAreNotAnswered) {
  std::string datagram = datagramOf(1, static_cast<uint32_t>(Command::Put), "k", "v");
  send(datagram.substr(0, datagram.size() - 1));
  datagram[5] = static_cast<char>(datagram[5] ^ 1);
  send(datagram);
  wire::Msg message;
  message.messageID = "short";
  send(wire::encode(message));
  EXPECT_TRUE(replies_.empty());
  EXPECT_EQ(0, store_.calls);
}

TEST_F(RequestHandlerTest, handle_whatTheStoreRefuses) {
  store_.refusal = ErrorCode::OutOfSpace;
  EXPECT_EQ(ErrorCode::OutOfSpace, codeOf(ask(1, Command::Put, "k", "v")));
  store_.refusal = ErrorCode::Internal;
  EXPECT_EQ(ErrorCode::Internal, codeOf(ask(2, Command::Put, "k", "v")));
  store_.refusal = ErrorCode::Overload;
  const wire::KVResponse response = ask(3, Command::Put, "k", "v");
  EXPECT_EQ(ErrorCode::Overload, codeOf(response));
  EXPECT_EQ(250, response.overloadWaitTime);
  // It was not executed, so it may be tried again.
  store_.refusal = ErrorCode::None;
  EXPECT_EQ(ErrorCode::None, codeOf(ask(3, Command::Put, "k", "v")));
}

TEST_F(RequestHandlerTest, handle_aRepeatedUpdateIsNotExecutedAgain) {
  ask(1, Command::Put, "k", "1");
  ask(2, Command::Put, "k", "2");
  EXPECT_EQ(ErrorCode::None, codeOf(ask(1, Command::Put, "k", "1")));
  EXPECT_EQ("2", ask(3, Command::Get, "k").value);
  EXPECT_EQ(ErrorCode::None, codeOf(ask(4, Command::Remove, "k")));
  EXPECT_EQ(ErrorCode::None, codeOf(ask(4, Command::Remove, "k")));
  EXPECT_EQ(ErrorCode::NoSuchKey, codeOf(ask(5, Command::Remove, "k")));
}

TEST_F(RequestHandlerTest, handle_aRepeatedUpdateThatIsOpen) {
  store_.isHolding = true;
  const std::string datagram = datagramOf(1, static_cast<uint32_t>(Command::Put), "k", "v");
  send(datagram);
  send(datagram);
  EXPECT_EQ(1, store_.calls);
  EXPECT_TRUE(replies_.empty());
  store_.held.front()({});
  EXPECT_EQ(ErrorCode::None, codeOf(onlyReply(1)));
}

TEST_F(RequestHandlerTest, handle_overloadInPlaceOfForgetting) {
  for (int id = 1; id <= 10; ++id) ask(id, Command::Put, "k", std::to_string(id));
  const wire::KVResponse response = ask(11, Command::Put, "k", "11");
  EXPECT_EQ(ErrorCode::Overload, codeOf(response));
  EXPECT_EQ(250, response.overloadWaitTime);
  EXPECT_EQ("10", ask(12, Command::Get, "k").value);
  EXPECT_EQ(ErrorCode::None, codeOf(ask(1, Command::Put, "k", "1")));
  EXPECT_EQ("10", ask(13, Command::Get, "k").value);
  now_ += RequestCache::kKeepTicks;
  handler_.advance(now_);
  EXPECT_EQ(ErrorCode::Overload, codeOf(ask(11, Command::Put, "k", "11")));
  handler_.advance(++now_);
  EXPECT_EQ(ErrorCode::None, codeOf(ask(11, Command::Put, "k", "11")));
}

}  // namespace
}  // namespace chain
