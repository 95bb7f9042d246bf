import type { Scope } from "../../state/instance-settings.ts";

/** The images whose cells are found, as people choose them. */
export const SCOPES: readonly { readonly value: Scope; readonly label: string }[] = [
  { value: "validation", label: "Validation" },
  { value: "unlabelled", label: "Unlabelled" },
  { value: "all", label: "All" },
];
