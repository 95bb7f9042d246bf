import * as v from "valibot";

const CHANNEL = "direction-lab";

const schema = v.object({
  kind: v.literal("images"),
  added: v.pipe(v.number(), v.integer(), v.minValue(0)),
  removed: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/**
 * The stored images have changed: numbers of added and removed images; both are 0 if only their sets have
 * changed.
 */
export type TabMessage = v.InferOutput<typeof schema>;

/** Opens a channel to the other tabs of the page in this browser. Returns the function that sends to them. */
export function openTabChannel(onMessage: (message: TabMessage) => void): (message: TabMessage) => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    // The other tab may run another version of the page.
    const message = v.safeParse(schema, data);
    if (message.success) onMessage(message.output);
  });
  return (message) => channel.postMessage(message);
}
