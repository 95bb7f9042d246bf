import { useMemo } from "react";
import { meanStaleAngle } from "../../core/augment/mean-stale-angle.ts";
import { shownFields, useShownFieldsRevision } from "../../state/shown-fields.ts";

/**
 * Mean angle in degrees between the stale and the recomputed vectors of the rotated crop in the panels; null
 * if they show another view, or no pixel of the crop has a direction.
 */
export function useRotatedAngle(): number | null {
  const revision = useShownFieldsRevision((state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the planes change with the revision
  return useMemo(() => {
    const fields = shownFields();
    if (fields?.view?.kind !== "rotation" || !fields.stale) return null;
    return meanStaleAngle(fields.sample, fields.stale);
  }, [revision]);
}
