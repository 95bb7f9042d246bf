/** Bytes from one record to the next. */
export const RECORD_BYTES: usize = 256;

/**
 * Start of the record of a dispatch. The kernel's class adds, in this order: of each view the address of its
 * first vector and the bytes from one pixel to the next; the addresses of the other operands; the sizes; the
 * constants of the variant. The address of an optional operand that is absent is 0.
 */
@unmanaged
export class DispatchRecord {
  /** Index in `WASM_KERNELS`. */
  kernel: u32;
  /** Independent parts of the work. Depends on sizes, never on the number of threads. */
  jobs: u32;
  /** Number of finished jobs in this run; updated atomically. */
  finished: i32;
  /** Bytes of scratch memory that a thread needs. */
  scratchBytes: u32;
}
