// The requests of clients, as datagrams with the encoding of wire/WireMessages.h. Decodes one,
// makes the call, and encodes the response.
//
// A request is refused, in this order: not answered at all if the datagram is damaged or its
// messageID has another size than 16 bytes; Internal if its payload is no KVRequest;
// UnknownCommand; BadKey if the key is missing, empty or too long; BadValue likewise, but a value
// may be empty; Overload while the answers that are kept take all the bytes that they may.
//
// At most once: a put or remove with a messageID that this handler has seen gets the first answer
// and is not executed again, for as long as RequestCache::kKeepTicks after that answer. The
// handlers of other peers do not know it, so a client repeats a request at the same peer. Values
// have no versions: the field is not read, and not in responses. Units: ticks, but for the time a
// client is told to wait, which the protocol has in milliseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/Event.h"
#include "stores/chain/wire/WireMessages.h"

namespace chain {

enum class Command : uint32_t {
  Put = 1,
  Get,
  Remove,
  Shutdown,  // Of the peer that gets it, which does not answer.
  WipeOut,   // Of that peer's records and answers.
  IsAlive,
  GetPid,
  GetMembershipCount
};

enum class ErrorCode : uint32_t {
  None = 0,
  NoSuchKey,
  OutOfSpace,  // For puts; reads and removes go on.
  Overload,    // The client may repeat the request after overloadWaitTime.
  Internal,    // Also of a call without a result in time, which may have taken effect.
  UnknownCommand,
  BadKey,
  BadValue
};

// What requests need of a peer.
class ClientStore {
 public:
  struct Result {
    ErrorCode code = ErrorCode::None;       // None, NoSuchKey, OutOfSpace, Overload or Internal.
    std::optional<std::string> value = {};  // Of a read that found the key.
  };
  using OnEnd = std::function<void(const Result& result)>;

  virtual ~ClientStore() = default;

  // Create, Read or Delete. Calls `onEnd` once, at once or later.
  virtual void call(sim::Operation operation, const std::string& key, const std::string& value,
                    const OnEnd& onEnd) = 0;
  // The peers that are up as this one sees it, itself included.
  virtual size_t memberCount() const = 0;
  virtual void wipeOut() = 0;
  virtual void shutDown() = 0;
};

class RequestHandler {
 public:
  static constexpr size_t kIdBytes = 16;
  static constexpr size_t kMaxKeyBytes = 32;
  static constexpr size_t kMaxValueBytes = 10'000;

  struct Settings {
    int32_t pid = 0;
    int32_t overloadWaitMs = 1000;
    size_t maxAnswerBytes = 64 * 1024;  // Of answers that are kept, with their ids.
  };

  // Sends a datagram to the client.
  using Reply = std::function<void(const std::string& datagram)>;

  // Borrows the store, which must not call back after this object is gone.
  RequestHandler(const Settings& settings, ClientStore* store)
      : settings_(settings), store_(store) {}

  // Calls `reply` at most once, at once or later.
  void handle(std::string_view datagram, int now, const Reply& reply);

  // Drops the answers that have been kept long enough. To be called each tick.
  void advance(int now);

 private:
  struct Answer {
    bool isOpen = true;    // The call has no result yet.
    std::string datagram;  // "" while it is open.
    int endedAt = 0;
  };

  static ErrorCode validate(const wire::KVRequest& request);
  void serve(const std::string& id, const wire::KVRequest& request, const Reply& reply);
  void serveUpdate(const std::string& id, const wire::KVRequest& request, const Reply& reply);
  void endUpdate(const std::string& id, const ClientStore::Result& result, const Reply& reply);
  void answer(const std::string& id, const wire::KVResponse& response, const Reply& reply) const;
  wire::KVResponse responseOf(const ClientStore::Result& result) const;

  const Settings settings_;
  ClientStore* const store_;
  int now_ = 0;
  std::map<std::string, Answer> answers_;  // Of puts and removes, by messageID.
  size_t answerBytes_ = 0;
};

}  // namespace chain
