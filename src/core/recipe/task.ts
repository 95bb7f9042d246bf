/** Quantity per pixel that cells are found from. */
export type FieldQuantity = "mask" | "direction" | "level";

/** What a network predicts: one quantity, or all of them. It determines the metrics, independently of the loss. */
export type Task = FieldQuantity | "shared";
