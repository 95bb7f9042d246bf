import { DispatchRecord } from "./record";
import { VECTOR_BYTES, zero } from "./vectors";

/** Vectors that are added before their sum is added to the total, which keeps rounding errors small. */
const BLOCK: u32 = 64;

@unmanaged
export class AddSums extends DispatchRecord {
  partial: usize;
  total: usize;
  length: u32;
}

/** Sums `length` vectors into one, in a fixed order. */
export function addSums(d: AddSums): void {
  const end = d.partial + d.length * VECTOR_BYTES;
  let total = zero();
  for (let at = d.partial; at < end; ) {
    const blockEnd = min(at + BLOCK * VECTOR_BYTES, end);
    let sum = zero();
    for (; at < blockEnd; at += VECTOR_BYTES) sum = f32x4.add(sum, v128.load(at));
    total = f32x4.add(total, sum);
  }
  v128.store(d.total, total);
}
