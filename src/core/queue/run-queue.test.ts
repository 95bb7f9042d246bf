import fc from "fast-check";
import { expect, it } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import {
  canMove,
  countStates,
  EMPTY_QUEUE,
  ended,
  hasEnded,
  MAX_QUEUED,
  nextRun,
  type RunQueue,
  type RunToQueue,
  started,
  whyNotAdd,
  withBegun,
  withEnded,
  withMoved,
  withoutEnded,
  withoutRun,
  withoutWaiting,
  withRetried,
  withRuns,
} from "./run-queue.ts";

const planned = (name: string): RunToQueue => ({ name, recipe: RECIPES.tiny, stages: ["semantic"] });
const queueOf = (names: string) => withRuns(EMPTY_QUEUE, [...names].map(planned));
const namesOf = ({ runs }: RunQueue) => runs.map(({ name }) => name).join("");
const keyOf = ({ runs }: RunQueue, name: string) => runs.find((run) => run.name === name)?.key ?? Number.NaN;
const runId = (name: string) => `run-1-${name.repeat(4)}`;
const begin = (queue: RunQueue, name: string) => withBegun(queue, keyOf(queue, name), runId(name));
const finish = (queue: RunQueue, name: string) =>
  withEnded(queue, keyOf(queue, name), { kind: "finished", runId: runId(name) });

it("trains the runs in their order, also after one that failed, and ends with the last", () => {
  let queue = started(queueOf("abc"));
  const order: string[] = [];
  for (let next = nextRun(queue); next; next = nextRun(queue)) {
    order.push(next.name);
    queue = withBegun(queue, next.key, runId(next.name));
    queue =
      next.name === "b"
        ? withEnded(queue, next.key, { kind: "failed", runId: null, message: "No image is left." })
        : finish(queue, next.name);
  }
  expect(order.join("")).toBe("abc");
  expect(queue.started).toBe(false);
  expect(countStates(queue)).toEqual({ waiting: 0, running: 0, finished: 2, stopped: 0, failed: 1 });
});

it("goes on with the run that was interrupted, whatever waits before it", () => {
  const queue = begin(started(queueOf("abc")), "b");
  expect(nextRun(queue)?.name).toBe("b");
  expect(nextRun(ended(queue))).toBeNull();
  expect(ended(queue).runs[1].state).toEqual({ kind: "stopped", runId: runId("b") });
});

it("starts only with a run to do", () => {
  expect(started(EMPTY_QUEUE).started).toBe(false);
  const done = finish(begin(started(queueOf("a")), "a"), "a");
  expect(started(done).started).toBe(false);
  expect(started(withRetried(done, keyOf(done, "a"))).started).toBe(true);
});

it("moves and removes waiting runs around the one in training, which stays", () => {
  const queue = begin(started(queueOf("abcd")), "b");
  const a = keyOf(queue, "a");
  expect(namesOf(withMoved(queue, a, 1))).toBe("cbad");
  expect([canMove(queue, a, -1), canMove(queue, keyOf(queue, "b"), 1)]).toEqual([false, false]);
  expect(withMoved(queue, keyOf(queue, "b"), 1)).toBe(queue);
  expect(namesOf(withoutRun(queue, keyOf(queue, "b")))).toBe("abcd");
  expect(namesOf(withoutRun(queue, keyOf(queue, "c")))).toBe("abd");
  expect(namesOf(withoutWaiting(queue))).toBe("b");
  expect(namesOf(withoutEnded(finish(queue, "b")))).toBe("acd");
});

it("has room for a limited number of runs, and adds all or none", () => {
  const full = withRuns(EMPTY_QUEUE, new Array(MAX_QUEUED - 1).fill(planned("a")));
  expect(whyNotAdd(full, 1)).toBeNull();
  expect(whyNotAdd(full, 2)).toContain("room for 1 more");
  expect(withRuns(full, [planned("b"), planned("c")])).toBe(full);
});

const act = fc.oneof(
  fc.constant("add" as const),
  fc.constant("start" as const),
  fc.constant("stop" as const),
  fc.constant("step" as const),
  fc.record({ act: fc.constantFrom("remove", "up", "down", "retry"), at: fc.nat(12) }),
);

it("keeps keys unique, one run in training at most, and never forgets a run that waits", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let queue = EMPTY_QUEUE;
      for (const one of acts) {
        const before = countStates(queue);
        if (one === "add") queue = withRuns(queue, [planned("a"), planned("b")]);
        else if (one === "start") queue = started(queue);
        else if (one === "stop") queue = ended(queue);
        else if (one === "step") {
          const next = nextRun(queue);
          if (next?.state.kind === "running")
            queue = withEnded(queue, next.key, { kind: "stopped", runId: next.state.runId });
          else if (next) queue = withBegun(queue, next.key, runId("a"));
          // What was to be done and is not in training is done.
          else expect(queue.started).toBe(false);
        } else {
          const key = queue.runs[one.at]?.key ?? 0;
          if (one.act === "remove") queue = withoutRun(queue, key);
          else if (one.act === "retry") queue = withRetried(queue, key);
          else queue = withMoved(queue, key, one.act === "up" ? -1 : 1);
          if (one.act !== "remove") expect(countStates(queue).waiting).toBeGreaterThanOrEqual(before.waiting);
        }
        expect(new Set(queue.runs.map(({ key }) => key)).size).toBe(queue.runs.length);
        expect(countStates(queue).running).toBeLessThanOrEqual(1);
        if (queue.started && queue.runs.every(hasEnded)) expect(queue.runs.length).toBe(0);
      }
    }),
  );
});
