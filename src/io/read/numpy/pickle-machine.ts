import { PickleError } from "./pickle-reader.ts";
import { listOf, ofKind, type Pickled } from "./pickle-values.ts";

/** Values that may wait on the stack at once. */
const MOST_WAITING = 100_000;

const MOST_KEY_BYTES = 100;

/** Stands on the stack where a group of values begins. */
export const MARK = Symbol("mark");
type Waiting = Pickled | typeof MARK;

/** The key of an entry; Python 2 writes texts as bytes. Null for keys of any other kind. */
function keyOf(value: Pickled): string | null {
  if (value instanceof Uint8Array && value.length <= MOST_KEY_BYTES) return new TextDecoder().decode(value);
  return typeof value === "string" ? value : null;
}

/** What a machine for pickles would keep: values that wait, and those that were given a number. */
export class Machine {
  readonly stack: Waiting[] = [];
  readonly memo = new Map<number, Pickled>();

  push(value: Waiting): void {
    if (this.stack.length >= MOST_WAITING) throw new PickleError("It is nested too deep.");
    this.stack.push(value);
  }

  pop(): Pickled {
    const value = this.stack.pop();
    if (value === undefined || value === MARK) throw new PickleError("Its instructions do not fit together.");
    return value;
  }

  top(): Pickled {
    const value = this.pop();
    this.stack.push(value);
    return value;
  }

  /** All values above the last mark. */
  popToMark(): Pickled[] {
    const at = this.stack.lastIndexOf(MARK);
    if (at < 0) throw new PickleError("Its instructions do not fit together.");
    const values = this.stack.splice(at).filter((value) => value !== MARK);
    return values;
  }

  remember(number: number): void {
    this.memo.set(number, this.top());
  }

  recall(number: number): void {
    const value = this.memo.get(number);
    if (value === undefined) throw new PickleError("Its instructions do not fit together.");
    this.push(value);
  }

  tuple(count: number): void {
    const items = Array.from({ length: count }, () => this.pop()).reverse();
    this.push(listOf(items));
  }

  append(values: readonly Pickled[]): void {
    const list = ofKind(this.top(), "list");
    for (const value of values) list?.items.push(value);
  }

  setItems(values: readonly Pickled[]): void {
    const dictionary = ofKind(this.top(), "dictionary");
    for (let at = 0; at + 1 < values.length; at += 2) {
      const key = keyOf(values[at]);
      if (key !== null) dictionary?.entries.set(key, values[at + 1]);
    }
  }

  /** Notes a call instead of making it. */
  call(args: Pickled, callee: Pickled): void {
    const name = ofKind(callee, "name");
    const list = ofKind(args, "list");
    if (!name || !list) throw new PickleError("Its instructions do not fit together.");
    this.push({ kind: "object", callee: name.name, arguments: list.items, state: null });
  }

  build(state: Pickled): void {
    const object = ofKind(this.top(), "object");
    if (object) object.state = state;
  }
}
