/** Staging buffers for read-back to the host, kept per size and reused once they have been read. */
export class ReadBack {
  readonly #device: GPUDevice;
  readonly #free = new Map<number, GPUBuffer[]>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /**
   * Appends a copy of the first `bytes` of `source`. The returned function reads it after the encoder has
   * been submitted.
   */
  copy(
    encoder: GPUCommandEncoder,
    source: GPUBuffer,
    bytes: number,
  ): () => Promise<Float32Array<ArrayBuffer>> {
    const free = this.#free.get(bytes) ?? [];
    this.#free.set(bytes, free);
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = free.pop() ?? this.#device.createBuffer({ label: "read back", size: bytes, usage });
    encoder.copyBufferToBuffer(source, 0, staging, 0, bytes);
    return async () => {
      await staging.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(staging.getMappedRange().slice(0));
      staging.unmap();
      free.push(staging);
      return values;
    };
  }

  dispose(): void {
    for (const buffers of this.#free.values()) for (const buffer of buffers) buffer.destroy();
    this.#free.clear();
  }
}
