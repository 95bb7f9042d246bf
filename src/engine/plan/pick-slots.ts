/**
 * Assigns existing memory slots to a plan: for each need, largest first, the smallest free slot that is large
 * enough; null if a new one is needed. All sizes in bytes.
 */
export function pickSlots(existing: readonly number[], needs: readonly number[]): (number | null)[] {
  const free = existing.map((bytes, index) => ({ bytes, index })).sort((a, b) => a.bytes - b.bytes);
  return needs.map((need) => {
    const found = free.findIndex(({ bytes }) => bytes >= need);
    return found < 0 ? null : free.splice(found, 1)[0].index;
  });
}
