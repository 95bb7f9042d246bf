import { openDevice, type WatchedDevice } from "../engine/device/webgpu-device.ts";

/** The GPU device of this thread: opened on first use, shared by all that use it, and opened again after a loss. */
export class ThreadDevice {
  #opening: Promise<WatchedDevice | null> | null = null;

  /** Null without an adapter. */
  open(): Promise<WatchedDevice | null> {
    this.#opening ??= this.#begin();
    return this.#opening;
  }

  async #begin(): Promise<WatchedDevice | null> {
    try {
      const watched = await openDevice();
      if (!watched) this.#opening = null;
      void watched?.device.lost.then(() => {
        this.#opening = null;
      });
      return watched;
    } catch (error) {
      this.#opening = null;
      throw error;
    }
  }
}
