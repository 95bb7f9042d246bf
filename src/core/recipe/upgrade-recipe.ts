/** A value with named fields. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Brings what claims to be a recipe of an older version to the newest; everything else is handed back as it is, for
 * the check that follows. Version 1 knew percentiles of the mean of the channels alone.
 */
export function upgradeRecipe(value: unknown): unknown {
  if (!isRecord(value) || value.version !== 1) return value;
  const { normalisation } = value;
  return {
    channel: "mean",
    ...value,
    version: 2,
    normalisation: isRecord(normalisation) ? { kind: "percentile", ...normalisation } : normalisation,
  };
}
