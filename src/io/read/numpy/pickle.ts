import { MARK, Machine } from "./pickle-machine.ts";
import { PickleBytes, PickleError, signedOf } from "./pickle-reader.ts";
import { listOf, type Pickled } from "./pickle-values.ts";

/** Maximum number of instructions in a pickle; real arrays have a few hundred. */
const MAX_INSTRUCTIONS = 2_000_000;

/**
 * Names allowed in a pickle: those that NumPy needs to rebuild arrays and numbers, and plain containers. None
 * of them is called; all others are refused, since no array needs them.
 */
const KNOWN_NAMES = [
  /^numpy\.(core|_core)\.multiarray\.(_reconstruct|scalar)$/,
  /^numpy\.(core|_core)\.numeric\._frombuffer$/,
  /^numpy\.(ndarray|dtype)$/,
  /^numpy\.dtypes\.\w+$/,
  /^_codecs\.encode$/,
  /^collections\.(OrderedDict|defaultdict)$/,
  /^(builtins|__builtin__)\.(bytes|bytearray|set|frozenset|list|dict|complex|slice|range)$/,
  /^pathlib(\._local)?\.(Pure)?(Posix|Windows)?Path$/,
];

function nameOf(module: string, name: string): Pickled {
  const full = `${module}.${name}`;
  if (KNOWN_NAMES.some((known) => known.test(full))) return { kind: "name", name: full };
  throw new PickleError(`It wants to call "${full.slice(0, 80)}", which no array needs.`);
}

/** Text in the encoding of protocol 0: `\\uXXXX` for characters outside Latin-1. */
function escapedText(line: string): string {
  return line.replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/gi, (all, short, long) => {
    const code = Number.parseInt(short ?? long, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", "\\": "\\", "'": "'", '"': '"' };

/** The bytes of a quoted Python 2 string. */
function quotedBytes(line: string): Uint8Array {
  const inner = /^(['"])(.*)\1$/s.exec(line)?.[2];
  if (inner === undefined) throw new PickleError("A text in it is not terminated.");
  const text = inner.replace(/\\(?:x([0-9a-f]{2})|([nrt\\'"]))/gi, (_, hex, plain) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : ESCAPES[plain],
  );
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

type Step = (machine: Machine, bytes: PickleBytes) => void;

const letter = (text: string) => text.charCodeAt(0);

/**
 * Pickle instructions, protocols 0 to 5 (CPython, Lib/pickletools.py), without persistent ids and extensions.
 */
const STEPS = new Map<number, Step>([
  [0x80, (_, bytes) => void bytes.take(1)],
  [0x95, (_, bytes) => void bytes.take(8)],
  [letter("("), (machine) => machine.push(MARK)],
  [letter("0"), (machine) => void machine.stack.pop()],
  [letter("1"), (machine) => void machine.popToMark()],
  [letter("2"), (machine) => machine.push(machine.top())],
  [letter("N"), (machine) => machine.push(null)],
  [0x88, (machine) => machine.push(true)],
  [0x89, (machine) => machine.push(false)],
  [letter("I"), (machine, bytes) => machine.push(wholeIn(bytes.line()))],
  [letter("L"), (machine, bytes) => machine.push(Number(bytes.line().replace(/L$/, "")))],
  [letter("F"), (machine, bytes) => machine.push(Number(bytes.line()))],
  [letter("J"), (machine, bytes) => machine.push(bytes.signed(4))],
  [letter("K"), (machine, bytes) => machine.push(bytes.whole(1))],
  [letter("M"), (machine, bytes) => machine.push(bytes.whole(2))],
  [letter("G"), (machine, bytes) => machine.push(bytes.float())],
  [0x8a, (machine, bytes) => machine.push(signedOf(bytes.take(bytes.whole(1))))],
  [0x8b, (machine, bytes) => machine.push(signedOf(bytes.take(bytes.whole(4))))],
  [letter("S"), (machine, bytes) => machine.push(quotedBytes(bytes.line()))],
  [letter("T"), (machine, bytes) => machine.push(bytes.take(bytes.whole(4)))],
  [letter("U"), (machine, bytes) => machine.push(bytes.take(bytes.whole(1)))],
  [letter("V"), (machine, bytes) => machine.push(escapedText(bytes.line()))],
  [letter("X"), (machine, bytes) => machine.push(bytes.text(bytes.whole(4)))],
  [0x8c, (machine, bytes) => machine.push(bytes.text(bytes.whole(1)))],
  [0x8d, (machine, bytes) => machine.push(bytes.text(bytes.whole(8)))],
  [letter("B"), (machine, bytes) => machine.push(bytes.take(bytes.whole(4)))],
  [letter("C"), (machine, bytes) => machine.push(bytes.take(bytes.whole(1)))],
  [0x8e, (machine, bytes) => machine.push(bytes.take(bytes.whole(8)))],
  [0x96, (machine, bytes) => machine.push(bytes.take(bytes.whole(8)))],
  [letter(")"), (machine) => machine.tuple(0)],
  [0x85, (machine) => machine.tuple(1)],
  [0x86, (machine) => machine.tuple(2)],
  [0x87, (machine) => machine.tuple(3)],
  [letter("t"), (machine) => machine.push(listOf(machine.popToMark()))],
  [letter("l"), (machine) => machine.push(listOf(machine.popToMark()))],
  [letter("]"), (machine) => machine.push(listOf([]))],
  [letter("a"), (machine) => machine.append([machine.pop()])],
  [letter("e"), (machine) => machine.append(machine.popToMark())],
  [0x8f, (machine) => machine.push(listOf([]))],
  [0x90, (machine) => machine.append(machine.popToMark())],
  [0x91, (machine) => machine.push(listOf(machine.popToMark()))],
  [letter("}"), (machine) => machine.push({ kind: "dictionary", entries: new Map() })],
  [letter("d"), (machine) => newDictionary(machine)],
  [letter("s"), (machine) => machine.setItems([machine.pop(), machine.pop()].reverse())],
  [letter("u"), (machine) => machine.setItems(machine.popToMark())],
  [letter("p"), (machine, bytes) => machine.remember(Number(bytes.line()))],
  [letter("q"), (machine, bytes) => machine.remember(bytes.whole(1))],
  [letter("r"), (machine, bytes) => machine.remember(bytes.whole(4))],
  [0x94, (machine) => machine.remember(machine.memo.size)],
  [letter("g"), (machine, bytes) => machine.recall(Number(bytes.line()))],
  [letter("h"), (machine, bytes) => machine.recall(bytes.whole(1))],
  [letter("j"), (machine, bytes) => machine.recall(bytes.whole(4))],
  [letter("c"), (machine, bytes) => machine.push(nameOf(bytes.line(), bytes.line()))],
  [0x93, (machine) => stackName(machine)],
  [letter("R"), (machine) => machine.call(machine.pop(), machine.pop())],
  [0x81, (machine) => machine.call(machine.pop(), machine.pop())],
  [letter("b"), (machine) => machine.build(machine.pop())],
]);

/** Protocol 0 writes True and False as two-digit numbers. */
function wholeIn(line: string): Pickled {
  return line === "00" || line === "01" ? line === "01" : Number(line);
}

function newDictionary(machine: Machine): void {
  const values = machine.popToMark();
  machine.push({ kind: "dictionary", entries: new Map() });
  machine.setItems(values);
}

function stackName(machine: Machine): void {
  const [name, module] = [machine.pop(), machine.pop()];
  if (typeof name !== "string" || typeof module !== "string") {
    throw new PickleError("Its instructions do not fit together.");
  }
  machine.push(nameOf(module, name));
}

const STOP = letter(".");

/**
 * Reads a Python pickle, protocols 0 to 5, as data: nothing is called or looked up, and calls are only
 * recorded. Bytes are not copied, so memory is limited to the size of the file. Throws a PickleError if the
 * pickle is damaged, too large, or names anything except NumPy's arrays and plain containers.
 */
export function readPickle(data: Uint8Array): Pickled {
  const bytes = new PickleBytes(data);
  const machine = new Machine();
  for (let count = 0; count < MAX_INSTRUCTIONS; count++) {
    const code = bytes.whole(1);
    if (code === STOP) return machine.pop();
    const step = STEPS.get(code);
    if (!step) throw new PickleError(`It has an instruction (${code}) that arrays do not need.`);
    step(machine, bytes);
  }
  throw new PickleError(`It has more than ${MAX_INSTRUCTIONS} instructions.`);
}
