/** A value with named fields. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Version 1 knew percentiles of the mean of the channels alone. */
function fromFirst(value: Readonly<Record<string, unknown>>) {
  const { normalisation } = value;
  return {
    channel: "mean",
    ...value,
    version: 2,
    normalisation: isRecord(normalisation) ? { kind: "percentile", ...normalisation } : normalisation,
  };
}

/** Until version 2 no cells were counted in training. */
function fromSecond(value: Readonly<Record<string, unknown>>) {
  return { countCellsEvery: 0, keep: "last", ...value, version: 3 };
}

/**
 * Brings what claims to be a recipe of an older version to the newest; everything else is handed back as it is, for
 * the check that follows.
 */
export function upgradeRecipe(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const second = value.version === 1 ? fromFirst(value) : value;
  return second.version === 2 ? fromSecond(second) : second;
}
