/** Quantity that a network predicts per pixel. It determines the metrics, independently of the loss. */
export type Task = "mask" | "direction" | "level";
