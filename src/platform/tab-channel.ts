import * as v from "valibot";

const CHANNEL = "direction-lab";

const schema = v.object({
  kind: v.literal("images"),
  added: v.pipe(v.number(), v.integer(), v.minValue(0)),
  removed: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** The stored images have changed: how many have come and gone; both are 0 where only what is excluded has changed. */
export type TabMessage = v.InferOutput<typeof schema>;

/** Tells the other tabs of the page in this browser, and is told by them. Gives the way to tell. */
export function openTabChannel(onMessage: (message: TabMessage) => void): (message: TabMessage) => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    // The other tab may hold the page of another version.
    const message = v.safeParse(schema, data);
    if (message.success) onMessage(message.output);
  });
  return (message) => channel.postMessage(message);
}
