const STAMP_BYTES = 8;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/** Timestamps around compute passes, on a device with the feature `timestamp-query`. */
export class PassStamps {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  /** For up to `passes` passes in one submit. */
  constructor(device: GPUDevice, passes: number) {
    const size = 2 * passes * STAMP_BYTES;
    this.#queries = device.createQuerySet({ type: "timestamp", count: 2 * passes });
    this.#resolved = device.createBuffer({
      size,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.#staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  }

  /** Descriptor of pass number `index`. */
  around(index: number): GPUComputePassDescriptor {
    return {
      timestampWrites: {
        querySet: this.#queries,
        beginningOfPassWriteIndex: 2 * index,
        endOfPassWriteIndex: 2 * index + 1,
      },
    };
  }

  /** Appends the resolve and copy that make the timestamps of the first `passes` passes readable. */
  resolve(encoder: GPUCommandEncoder, passes: number): void {
    encoder.resolveQuerySet(this.#queries, 0, 2 * passes, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, 2 * passes * STAMP_BYTES);
  }

  /** Milliseconds of each of the first `passes` passes, after the encoder was submitted. */
  async read(passes: number): Promise<number[]> {
    await this.#staging.mapAsync(GPUMapMode.READ);
    const stamps = new BigUint64Array(this.#staging.getMappedRange().slice(0));
    this.#staging.unmap();
    // Clamped at 0: the rounded timestamps of a short pass may be in reverse order.
    return Array.from({ length: passes }, (_, index) =>
      Math.max(0, Number(stamps[2 * index + 1] - stamps[2 * index]) / NANOSECONDS_PER_MILLISECOND),
    );
  }

  dispose(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}
