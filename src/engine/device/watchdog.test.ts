import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Watchdog } from "./watchdog.ts";

const [TICK, QUIET] = [1000, 3];

describe("the watchdog", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function start() {
    const onSilence = vi.fn();
    return { onSilence, watchdog: new Watchdog(onSilence, TICK, QUIET) };
  }

  it("gives up a device that finishes nothing, once", async () => {
    const { onSilence, watchdog } = start();
    watchdog.watch(new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(QUIET * TICK - 1);
    expect(onSilence).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(10 * QUIET * TICK);
    expect(onSilence).toHaveBeenCalledTimes(1);
  });

  it("waits as long as work goes on to be finished", async () => {
    const { onSilence, watchdog } = start();
    watchdog.watch(new Promise(() => {}));
    for (let time = 0; time < 5; time++) {
      await vi.advanceTimersByTimeAsync((QUIET - 1) * TICK);
      watchdog.watch(Promise.resolve());
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(onSilence).not.toHaveBeenCalled();
  });

  it("rests when nothing is under way, also after a failure", async () => {
    const { onSilence, watchdog } = start();
    watchdog.watch(Promise.reject(new Error("lost")));
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(10 * QUIET * TICK);
    expect(onSilence).not.toHaveBeenCalled();
  });
});
