import type { Scope } from "../../state/instance-settings.ts";

/** The images whose cells are found, as options for the user. */
export const SCOPES: readonly { readonly value: Scope; readonly label: string }[] = [
  { value: "validation", label: "Validation" },
  { value: "prediction", label: "Prediction" },
  { value: "all", label: "All" },
];
