#include "Simulation.h"

#include "Application.h"
#include "sim/DbgLog.h"
#include "sim/Digest.h"
#include "sim/EventStream.h"
#include "sim/MessageCounts.h"

RunResult simulate(Params params, const RunOutputs& outputs) {
  sim::Digest digest;
  sim::DbgLog dbgLog(outputs.dbgLog, outputs.statsLog);
  sim::MessageCounts messageCounts;
  RunResult result;

  sim::EventStream events;
  events.add(&digest);
  events.add(&dbgLog);
  events.add(&result.tally);
  if (outputs.msgCount != nullptr) events.add(&messageCounts);

  Application application(&params, &events, &result.tally, outputs.progress);
  result.finished = application.run() == SUCCESS;
  result.failure = application.whyItFailed();
  result.digest = digest.value();
  result.ticks = params.globaltime;
  if (outputs.msgCount != nullptr) messageCounts.write(params.globaltime, outputs.msgCount);
  return result;
}
