import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Watchdog } from "./watchdog.ts";

const [TICK, IDLE] = [1000, 3];

describe("the watchdog", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function start() {
    const onHang = vi.fn();
    return { onHang, watchdog: new Watchdog(onHang, TICK, IDLE) };
  }

  it("reports a hung device once", async () => {
    const { onHang, watchdog } = start();
    watchdog.watch(new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(IDLE * TICK - 1);
    expect(onHang).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(10 * IDLE * TICK);
    expect(onHang).toHaveBeenCalledTimes(1);
  });

  it("keeps waiting while work completes", async () => {
    const { onHang, watchdog } = start();
    watchdog.watch(new Promise(() => {}));
    for (let time = 0; time < 5; time++) {
      await vi.advanceTimersByTimeAsync((IDLE - 1) * TICK);
      watchdog.watch(Promise.resolve());
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(onHang).not.toHaveBeenCalled();
  });

  it("stops polling when no work is pending, also after a failure", async () => {
    const { onHang, watchdog } = start();
    watchdog.watch(Promise.reject(new Error("lost")));
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(10 * IDLE * TICK);
    expect(onHang).not.toHaveBeenCalled();
  });
});
