import { useMemo } from "react";
import { describeUnlike } from "../../core/dataset/describe-unlike.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { useExclusionStore } from "../../state/exclusion.ts";
import { useOriginsStore } from "../../state/network-origins.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { unlikeUnlabelled } from "../../state/unlike-images.ts";
import { Notice } from "../controls/Notice.tsx";

/** A warning where images to predict differ plainly from the training images; nothing otherwise. */
export function UnlikeNotice() {
  const records = useDatasetStore((dataset) => dataset.records);
  const excluded = useExclusionStore((exclusion) => exclusion.excluded);
  const origins = useOriginsStore((state) => state.origins);
  const fraction = useRecipeStore(({ recipe }) => recipe.validationFraction);
  const seed = useRecipeStore(({ recipe }) => recipe.seed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the comparison is made of these
  const unlike = useMemo(() => unlikeUnlabelled(), [records, excluded, origins, fraction, seed]);
  return unlike && <Notice kind="warning">{describeUnlike(unlike)}</Notice>;
}
