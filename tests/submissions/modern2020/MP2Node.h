// MP2: key-value store, 2020 style.
// The table holds Entry texts (value:timestamp:replica). Replies are counted, time-outs are checked
// in updateRing. When the neighbours on the ring change, every holder of a key pushes it to the
// key's replicas; a newer timestamp wins.
#ifndef MP2NODE_H_
#define MP2NODE_H_

#include "stdincludes.h"
#include "EmulNet.h"
#include "Node.h"
#include "HashTable.h"
#include "Log.h"
#include "Params.h"
#include "Message.h"
#include "Queue.h"
#include "Entry.h"

#define NUM_REPLICAS 3
#define QUORUM_COUNT 2
#define RESPONSE_TIMEOUT 12
#define PUSH_TRANS_ID -100  // The transaction id of a stabilization push.

class Operation {
public:
    MessageType type;
    string key;
    string value;
    int startedAt;
    int replies;
    int successes;
    int newest;  // Timestamp of `value` in a read.

    Operation(MessageType _type, string _key, string _value, int _startedAt)
        : type(_type), key(_key), value(_value), startedAt(_startedAt), replies(0), successes(0), newest(-1) {}
};

class MP2Node {
private:
    vector<Node> hasMyReplicas;
    vector<Node> haveReplicasOf;
    vector<Node> ring;
    HashTable *ht;
    Member *memberNode;
    Params *par;
    EmulNet *emulNet;
    Log *log;
    map<int, Operation> operations;

    void startOperation(MessageType type, string key, string value);
    void handleReply(int transID, bool success, string entryText);
    void finishOperation(int transID, bool success);
    void checkTimeouts();
    bool serve(Message &msg);
    void sendReply(Message &request, bool success);
    static bool sameNodes(vector<Node> &a, vector<Node> &b);

public:
    MP2Node(Member *memberNode, Params *par, EmulNet *emulNet, Log *log, Address *addressOfMember);
    ~MP2Node();
    Member *getMemberNode() { return this->memberNode; }

    void updateRing();
    vector<Node> getMembershipList();
    size_t hashFunction(string key);
    bool findNeighbors();

    void clientCreate(string key, string value);
    void clientRead(string key);
    void clientUpdate(string key, string value);
    void clientDelete(string key);

    bool recvLoop();
    static int enqueueWrapper(void *env, char *buff, int size);
    void checkMessages();
    void dispatchMessages(Message message);
    vector<Node> findNodes(string key);

    bool createKeyValue(string key, string value, ReplicaType replica);
    string readKey(string key);
    bool updateKeyValue(string key, string value, ReplicaType replica);
    bool deletekey(string key);

    void stabilizationProtocol();
};

#endif
