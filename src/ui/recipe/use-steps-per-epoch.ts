import { useMemo } from "react";
import { createSampler } from "../../core/dataset/sampling/sampler.ts";
import { stageImages } from "../../core/dataset/sampling/stage-images.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { useSplit } from "../data/use-split.ts";

/**
 * Optimiser steps per epoch of a stage with the loaded images, which may be a fraction; null without an image
 * to train on.
 */
export function useStepsPerEpoch(stage: Stage): number | null {
  const { training } = useSplit();
  const recipe = useRecipeStore((state) => state.recipe);
  return useMemo(() => {
    const images = stageImages(stage, recipe, training);
    return images.length === 0 ? null : createSampler(images, recipe).epochLength / recipe.batch;
  }, [stage, recipe, training]);
}
