import { useMemo } from "react";
import { describeUnlike } from "../../core/dataset/describe-unlike.ts";
import { useOriginsStore } from "../../state/network-origins.ts";
import { unlikePredicted } from "../../state/unlike-images.ts";
import { Notice } from "../controls/Notice.tsx";
import { useSplit } from "../data/use-split.ts";

/** A warning where images to predict differ plainly from the training images; nothing otherwise. */
export function UnlikeNotice() {
  const split = useSplit();
  const origins = useOriginsStore((state) => state.origins);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the comparison is made of these
  const unlike = useMemo(() => unlikePredicted(), [split, origins]);
  return unlike && <Notice kind="warning">{describeUnlike(unlike)}</Notice>;
}
