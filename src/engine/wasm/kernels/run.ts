import { jobsOf, runJob, scratchOf } from "./dispatch";
import { PEAK_FLOPS, peak } from "./peak";
import { DispatchRecord, RECORD_BYTES } from "./record";

// Control words, each in a cache line of its own, before the static data of the module.

/**
 * Address of the record being run in the high half, its next job in the low half: one word, so that a claim is
 * one atomic operation. Between runs the high half is IDLE or STOPPED.
 */
const STATE: usize = 64;
/** End of the records of this run. Like the words below, written before the run begins. */
const LAST: usize = 128;
/** Scratch memory of thread 0. */
const SCRATCH: usize = 132;
/** Bytes from the scratch memory of one thread to that of the next. */
const SCRATCH_BYTES: usize = 136;

const IDLE: u32 = 0;
const STOPPED: u32 = 1;

/** Looks at STATE, about 50 us, before a thread sleeps: waking takes 10 to 40 us, looking on a busy machine takes time from the others. */
const LOOKS: u32 = 20_000;
/** Nanoseconds that thread 0 waits for the others before it lets its caller look after them. */
const WAIT: i64 = 100_000_000;
const TIMED_OUT: i32 = 2;

const FINISHED: u32 = 0;

/** Waits of this thread in a row in which nothing moved. */
let waits: u32 = 0;

// @inline
function stateOf(record: u32, job: u32): u64 {
  return ((<u64>record) << 32) | job;
}

function moveTo(record: u32): void {
  atomic.store<u64>(STATE, stateOf(record, 0));
  atomic.notify(STATE, -1);
}

/** The first record from `record` on that has a job, or IDLE. */
function nextWithJobs(record: u32): u32 {
  const last = load<u32>(LAST);
  while (record < last && changetype<DispatchRecord>(<usize>record).jobs === 0) record += <u32>RECORD_BYTES;
  return record < last ? record : IDLE;
}

/** Runs a claimed job. Who finishes the last job of a record moves all threads on to the next. */
function finishJob(record: u32, job: u32, thread: u32): void {
  const address = <usize>record;
  runJob(address, job, <usize>load<u32>(SCRATCH) + <usize>thread * load<u32>(SCRATCH_BYTES));
  const finished = address + offsetof<DispatchRecord>("finished");
  const others = atomic.add<i32>(finished, 1);
  if (<u32>others + 1 < changetype<DispatchRecord>(address).jobs) return;
  atomic.store<i32>(finished, 0);
  moveTo(nextWithJobs(record + <u32>RECORD_BYTES));
}

/**
 * Claims and runs jobs: thread 0 until the run has ended or it has waited for the others in vain, the others until
 * they are stopped. FINISHED, or the number of waits in vain in a row.
 */
function work(thread: u32): u32 {
  let looks: u32 = 0;
  while (true) {
    const state = atomic.load<u64>(STATE);
    const record = <u32>(state >> 32);
    const job = <u32>state;
    if (record === STOPPED || (record === IDLE && thread === 0)) return FINISHED;
    if (record !== IDLE && job < changetype<DispatchRecord>(<usize>record).jobs) {
      if (atomic.cmpxchg<u64>(STATE, state, state + 1) === state) finishJob(record, job, thread);
      looks = 0;
      waits = 0;
      continue;
    }
    if (++looks < LOOKS) continue;
    looks = 0;
    const result = atomic.wait<u64>(STATE, state, thread === 0 ? WAIT : -1);
    if (result === TIMED_OUT) return ++waits;
    waits = 0;
  }
}

/** First address beyond the control words and the static data of the module. */
export function firstFree(): usize {
  return __heap_base;
}

/** Completes a record that has its kernel, operands, sizes and constants: number of jobs and scratch memory. */
export function prepare(record: usize): void {
  const dispatch = changetype<DispatchRecord>(record);
  dispatch.jobs = jobsOf(record);
  dispatch.finished = 0;
  dispatch.scratchBytes = scratchOf(record);
}

/**
 * Runs the records from `first` up to but not including `last` as thread 0, together with the threads in
 * `help`, and returns when all jobs are done: 0. Otherwise, a helper has claimed a job and has not finished it: the
 * number of waits, of 100 ms each, in which nothing moved. Then `resume`, or end the helpers and prepare the records
 * again. A suspended machine lengthens one wait and adds none. Thread t uses `scratch + t * scratchBytes`.
 */
export function run(first: usize, last: usize, scratch: usize, scratchBytes: u32): u32 {
  store<u32>(LAST, <u32>last);
  store<u32>(SCRATCH, <u32>scratch);
  store<u32>(SCRATCH_BYTES, scratchBytes);
  waits = 0;
  moveTo(nextWithJobs(<u32>first));
  return work(0);
}

/** Goes on with a run that `run` or `resume` left before its end, with the same result. */
export function resume(): u32 {
  return work(0);
}

/** Runs records without the other threads, with the same results. */
export function runAlone(first: usize, last: usize, scratch: usize): void {
  for (let record = first; record < last; record += RECORD_BYTES) {
    const jobs = changetype<DispatchRecord>(record).jobs;
    for (let job: u32 = 0; job < jobs; job++) runJob(record, job, scratch);
  }
}

/** Takes part in all runs as thread `thread`, 1 or more, and sleeps between them; returns after `stop`. */
export function help(thread: u32): void {
  work(thread);
}

/** Ends `help` in all threads. Not during a run. */
export function stop(): void {
  moveTo(STOPPED);
}

/** Arithmetic without loads and stores, to be timed: `rounds` times `peakFlops` multiplications and additions. */
export function runPeak(rounds: u32): f32 {
  return peak(rounds);
}

export function peakFlops(): u32 {
  return PEAK_FLOPS;
}
