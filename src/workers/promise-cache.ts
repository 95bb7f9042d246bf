/** Results of asynchronous work by key, at most so many; the oldest is dropped first. */
export class PromiseCache<T> {
  readonly #limit: number;
  readonly #known = new Map<string, Promise<T>>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The result for a key; work that failed is done again at the next request. */
  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    this.#known.set(key, made);
    made.catch(() => this.#known.delete(key));
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.#limit) this.#known.delete(oldest);
    return made;
  }
}
