import type { Random } from "../../core/augment/random.ts";
import { type Graph, type GraphNode, sourcesOf } from "../../nets/graph.ts";

/** Values that later nodes may read. */
interface Open {
  readonly name: string;
  readonly channels: number;
  /** Number of times that the image was halved. */
  readonly level: number;
}

const DEEPEST = 2;

/** All inputs, and the nodes on which the last one depends. */
function ancestorsOfLast(nodes: readonly GraphNode[]): GraphNode[] {
  const needed = new Set([nodes[nodes.length - 1].name]);
  for (const node of [...nodes].reverse()) {
    if (needed.has(node.name)) for (const source of sourcesOf(node)) needed.add(source);
  }
  return nodes.filter((node) => node.kind === "input" || needed.has(node.name));
}

/**
 * A small network of all kinds of nodes in a random order, for tests: odd numbers of channels, values read
 * more than once, concats with aligned and unaligned channels. Inputs `image` (3 channels) and `mask` (1
 * channel); the output has `channels` channels.
 */
export function randomGraph(random: Random, channels: number, inner: number): Graph {
  const nodes: GraphNode[] = [
    { kind: "input", name: "image", channels: 3 },
    { kind: "input", name: "mask", channels: 1 },
  ];
  const open: Open[] = [{ name: "image", channels: 3, level: 0 }];
  const pick = <Item>(items: readonly Item[]): Item => items[random.integer(items.length)];

  function add(node: GraphNode, channelCount: number, level: number): Open {
    nodes.push(node);
    const added = { name: node.name, channels: channelCount, level };
    open.push(added);
    return added;
  }

  function conv(name: string, from: Open, filters: number, size: number): Open {
    const bias = random.chance(0.5);
    return add({ kind: "conv", name, from: from.name, size, filters, bias }, filters, from.level);
  }

  function grow(name: string): void {
    const from = random.chance(0.6) ? open[open.length - 1] : pick(open);
    const same = open.filter((other) => other.level === from.level && other.name !== from.name);
    const kinds = ["conv", "conv", "conv", "batchNorm", "relu", "normalise", "dropout", "dropout"];
    if (from.level < DEEPEST) kinds.push("maxPool", "avgPool");
    if (from.level > 0) kinds.push("nearest", "bilinear");
    if (same.length > 0) kinds.push("concat", "concat", "multiply");
    if (from.level === 0) kinds.push("gate");
    const kind = pick(kinds);
    switch (kind) {
      case "conv": {
        const convolved = conv(name, from, pick([1, 2, 4, 5, 8]), pick([1, 3, 5]));
        if (random.chance(0.5)) {
          add({ kind: "relu", name: `${name}_relu`, from: name }, convolved.channels, convolved.level);
        }
        return;
      }
      case "maxPool":
      case "avgPool":
        add({ kind, name, from: from.name }, from.channels, from.level + 1);
        return;
      case "nearest":
      case "bilinear": {
        const node = { kind: "upsample", name, from: from.name, factor: 2, mode: kind } as const;
        add(node, from.channels, from.level - 1);
        return;
      }
      case "concat": {
        const parts = [from, ...Array.from({ length: 1 + random.integer(2) }, () => pick(same))];
        const sum = parts.reduce((total, part) => total + part.channels, 0);
        add({ kind, name, from: parts.map((part) => part.name) }, sum, from.level);
        return;
      }
      case "multiply": {
        const fitting = same.filter((other) => other.channels === from.channels || other.channels === 1);
        if (fitting.length > 0) {
          add({ kind, name, from: [from.name, pick(fitting).name] }, from.channels, from.level);
        }
        return;
      }
      case "gate":
        add({ kind: "multiply", name, from: [from.name, "mask"] }, from.channels, 0);
        return;
      case "normalise":
        add({ kind, name, from: from.name, floor: 1e-2 }, from.channels, from.level);
        return;
      case "dropout":
        add({ kind, name, from: from.name, rate: pick([0.1, 0.3, 0.5]) }, from.channels, from.level);
        return;
      default:
        add({ kind: kind as "batchNorm" | "relu", name, from: from.name }, from.channels, from.level);
    }
  }

  conv("first", open[0], 4, 3);
  for (let index = 0; index < inner; index++) grow(`node${index}`);
  let last = open[open.length - 1];
  while (last.level > 0) {
    const name = `up${last.level}`;
    const node = { kind: "upsample", name, from: last.name, factor: 2, mode: "bilinear" } as const;
    last = add(node, last.channels, last.level - 1);
  }
  conv("last", last, channels, 1);
  return { title: "random network", nodes: ancestorsOfLast(nodes), output: "anything" };
}
