const STATE = 624;
const MIDDLE = 397;
const UPPER = 0x80000000;
const LOWER = 0x7fffffff;
const TWIST = 0x9908b0df;
const FLOAT_BITS = 24;
const TWO_TO_32 = 2 ** 32;
const TWO_TO_21 = 2 ** 21;
const TWO_TO_53 = 2 ** 53;
/** Tensors of at least this many values are filled in blocks of this many. */
const BLOCK = 16;

/**
 * PyTorch's random numbers on the CPU after `torch.manual_seed(seed)`: the Mersenne Twister MT19937 of Matsumoto
 * and Nishimura, drawn from as `Tensor.uniform_` and `Tensor.normal_` do. For tests that must know what PyTorch
 * started from.
 */
export class PytorchRandom {
  readonly #state = new Uint32Array(STATE);
  #next = STATE;

  constructor(seed: number) {
    this.#state[0] = seed >>> 0;
    for (let index = 1; index < STATE; index++) {
      const previous = this.#state[index - 1];
      this.#state[index] = Math.imul(1812433253, previous ^ (previous >>> 30)) + index;
    }
  }

  skip(count: number): void {
    for (let left = count; left > 0; ) {
      if (this.#next === STATE) this.#twist();
      const step = Math.min(left, STATE - this.#next);
      this.#next += step;
      left -= step;
    }
  }

  /** As `tensor.uniform_(low, high)` of a float tensor of `count` values. */
  uniform(count: number, low: number, high: number): Float32Array {
    const [from, to] = [Math.fround(low), Math.fround(high)];
    const width = Math.fround(to - from);
    return Float32Array.from({ length: count }, () => this.#unit() * width + from);
  }

  /** As `tensor.normal_(0, deviation)` of a float tensor of `count` values. */
  normal(count: number, deviation: number): Float32Array {
    if (count < BLOCK) return this.#fewNormal(count, deviation);
    const values = Float32Array.from({ length: count }, () => this.#unit());
    for (let start = 0; start + BLOCK <= count; start += BLOCK) normalBlock(values, start, deviation);
    if (count % BLOCK !== 0) {
      // PyTorch draws the last full block anew.
      const start = count - BLOCK;
      for (let index = start; index < count; index++) values[index] = this.#unit();
      normalBlock(values, start, deviation);
    }
    return values;
  }

  #fewNormal(count: number, deviation: number): Float32Array {
    const values = new Float32Array(count);
    for (let index = 0; index < count; index += 2) {
      const angle = 2 * Math.PI * this.#doubleUnit();
      const radius = Math.sqrt(-2 * Math.log1p(-this.#doubleUnit()));
      values[index] = radius * Math.cos(angle) * deviation;
      if (index + 1 < count) values[index + 1] = radius * Math.sin(angle) * deviation;
    }
    return values;
  }

  #unit(): number {
    return (this.#draw() % 2 ** FLOAT_BITS) / 2 ** FLOAT_BITS;
  }

  #doubleUnit(): number {
    const high = this.#draw() % TWO_TO_21;
    return (high * TWO_TO_32 + this.#draw()) / TWO_TO_53;
  }

  #draw(): number {
    if (this.#next === STATE) this.#twist();
    let value = this.#state[this.#next++];
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c5680;
    value ^= (value << 15) & 0xefc60000;
    return (value ^ (value >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < STATE; index++) {
      const mixed = (state[index] & UPPER) | (state[(index + 1) % STATE] & LOWER);
      state[index] = state[(index + MIDDLE) % STATE] ^ (mixed >>> 1) ^ (mixed & 1 ? TWIST : 0);
    }
    this.#next = 0;
  }
}

/** Box and Muller on sixteen uniform values in place. */
function normalBlock(values: Float32Array, start: number, deviation: number): void {
  for (let index = start; index < start + BLOCK / 2; index++) {
    const radius = Math.sqrt(-2 * Math.log(1 - values[index]));
    const angle = 2 * Math.PI * values[index + BLOCK / 2];
    values[index] = radius * Math.cos(angle) * deviation;
    values[index + BLOCK / 2] = radius * Math.sin(angle) * deviation;
  }
}
