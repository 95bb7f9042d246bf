import { PickleError } from "./pickle-reader.ts";
import { listOf, ofKind, type Pickled } from "./pickle-values.ts";

/** Maximum number of values on the stack. */
const MAX_WAITING = 100_000;

const MAX_KEY_BYTES = 100;

/** Marks the start of a group of values on the stack. */
export const MARK = Symbol("mark");
type Waiting = Pickled | typeof MARK;

/** The key of an entry; Python 2 writes texts as bytes. Null for keys of any other type. */
function keyOf(value: Pickled): string | null {
  if (value instanceof Uint8Array && value.length <= MAX_KEY_BYTES) return new TextDecoder().decode(value);
  return typeof value === "string" ? value : null;
}

/** State of the pickle machine: the stack and the memo of numbered values. */
export class Machine {
  readonly stack: Waiting[] = [];
  readonly memo = new Map<number, Pickled>();

  push(value: Waiting): void {
    if (this.stack.length >= MAX_WAITING) throw new PickleError("It is nested too deep.");
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

  /** Pops all values above the last mark. */
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

  /** Records a call instead of executing it. */
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
