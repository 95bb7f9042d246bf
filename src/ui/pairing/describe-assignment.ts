import type { LastAssignment } from "../../state/image-sets.ts";
import { SET_TITLES } from "../data/set-titles.ts";

/** The outcome of an assignment, short enough for one line beside its buttons. */
export function describeAssignment({ set, changed, withoutMask }: Omit<LastAssignment, "before">): string {
  const left = withoutMask === 0 ? "" : ` ${withoutMask} without a mask not changed.`;
  return `${changed} changed to ${set === null ? "automatic" : SET_TITLES[set].toLowerCase()}.${left}`;
}
