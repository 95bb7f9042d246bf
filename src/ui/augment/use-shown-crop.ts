import { useEffect, useMemo, useState } from "react";
import { useAugmentationView } from "../../state/augmentation-view.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { prepareCrop } from "../../state/field-view.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { type ShownFields, shownFields, useShownFieldsRevision } from "../../state/shown-fields.ts";
import { useViewStore } from "../../state/view.ts";

/**
 * The crop of the chosen image: the one in the panels, or an augmented crop while these show something else.
 * Null until it is prepared.
 */
export function useShownCrop(): ShownFields | null {
  const imageId = useDatasetStore((data) => data.selectedImageId);
  const recipe = useRecipeStore((state) => state.recipe);
  const roll = useViewStore((view) => view.roll);
  const only = useAugmentationView((view) => view.only);
  const revision = useShownFieldsRevision((state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the planes change with the revision
  const inPanels = useMemo(() => {
    const fields = shownFields();
    return fields?.frame ? fields : null;
  }, [revision]);
  const [own, setOwn] = useState<ShownFields | null>(null);
  const isOwn = inPanels === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the crop is prepared from these choices
  useEffect(() => {
    if (!isOwn) return;
    let isWanted = true;
    prepareCrop().then(
      (crop) => {
        if (isWanted) setOwn(crop);
      },
      // The panels report why the image cannot be shown.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [isOwn, imageId, recipe, roll, only]);
  const crop = inPanels ?? own;
  return crop && crop.imageId === imageId ? crop : null;
}
