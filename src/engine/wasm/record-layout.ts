import { DISPATCH_BYTES } from "../plan/plan-memory.ts";

/** Bytes from one record to the next, which memory estimates count for each dispatch. */
export const RECORD_BYTES = DISPATCH_BYTES;

/** The u32 words at the start of a record, in order: the fields of `DispatchRecord` in AssemblyScript. */
export const RECORD_HEADER = ["kernel", "jobs", "finished", "scratchBytes"] as const;

const WORD_BYTES = 4;

/** Bytes of the header; the fields of `recordFields` follow. */
export const HEADER_BYTES = RECORD_HEADER.length * WORD_BYTES;

/** Bytes from the start of a record to a word of its header. */
export function headerOffset(word: (typeof RECORD_HEADER)[number]): number {
  return RECORD_HEADER.indexOf(word) * WORD_BYTES;
}
