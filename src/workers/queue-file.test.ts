import { expect, it } from "vitest";
import { NewerQueueError, QueueError } from "../core/queue/parse-queue.ts";
import { EMPTY_QUEUE, type RunQueue, withRuns } from "../core/queue/run-queue.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import { sealedJson } from "../io/sealed-json.ts";
import { QueueFile } from "./queue-file.ts";
import { QUEUE_FILE } from "./queue-names.ts";
import { MemoryTree } from "./testing/memory-runs.ts";

const queue = withRuns(EMPTY_QUEUE, [{ name: "seed 1", recipe: RECIPES.tiny, stages: ["semantic"] }]);

async function opened() {
  const tree = new MemoryTree();
  const folder = await tree.open("queue");
  const write = (text: string) => folder.write(QUEUE_FILE, [new TextEncoder().encode(text)]);
  const open = () => new QueueFile(folder);
  return { tree, folder, write, open };
}

it("keeps a queue, and no file of an empty one", async () => {
  const { folder, open } = await opened();
  expect(await open().read()).toEqual(EMPTY_QUEUE);
  await open().write(queue);
  expect(await open().read()).toEqual(queue);
  await open().write(EMPTY_QUEUE);
  expect(await folder.names()).toEqual([]);
});

it("refuses a file that was cut or altered, and sets it aside unchanged", async () => {
  const { folder, write, open } = await opened();
  const text = sealedJson({ version: 1, started: false, runs: [] });
  for (const damaged of [text.slice(0, -9), text.replace("false", "true"), "{}", "no JSON"]) {
    await write(damaged);
    await expect(open().read()).rejects.toThrow(QueueError);
    const name = await open().setAside();
    expect(await (await folder.read(name.replace("queue/", "")))?.text()).toBe(damaged);
    expect(await open().read()).toEqual(EMPTY_QUEUE);
  }
});

it("tells a newer version from damage, and does not read a file that is too large", async () => {
  const { write, open } = await opened();
  await write(sealedJson({ version: 2 }));
  await expect(open().read()).rejects.toThrow(NewerQueueError);
  await write(" ".repeat(2 ** 22 + 1));
  await expect(open().read()).rejects.toThrow(/too large/);
});

it("changes what is stored, and never what a newer version wrote since it was opened", async () => {
  const { folder, write, open } = await opened();
  const file = open();
  const add = (now: RunQueue) => withRuns(now, queue.runs);
  expect(await file.change(add)).toEqual(queue);
  expect((await open().change(add)).runs).toHaveLength(2);
  expect((await file.change(add)).runs).toHaveLength(3);
  const newer = sealedJson({ version: 2, runs: "in another form" });
  await write(newer);
  await expect(file.change(add)).rejects.toThrow(NewerQueueError);
  expect(await (await folder.read(QUEUE_FILE))?.text()).toBe(newer);
});

it("keeps the earlier queue when there is no room for a new one", async () => {
  const { tree, open } = await opened();
  const file = open();
  await file.write(queue);
  tree.room = tree.bytes;
  await expect(file.write(withRuns(queue, queue.runs))).rejects.toThrow();
  expect(await file.read()).toEqual(queue);
  expect(await open().read()).toEqual(queue);
});
