import type { Control } from "./train.protocol.ts";

/** Lets a run go on, wait, take one step or end, as the page asks. */
export class Pace {
  #running: boolean;
  #singleSteps = 0;
  #stopped = false;
  #wake: () => void = () => {};
  #rateFactor = 1;

  constructor(singleStep: boolean) {
    this.#running = !singleStep;
    this.#singleSteps = singleStep ? 1 : 0;
  }

  get rateFactor(): number {
    return this.#rateFactor;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  control(command: Control): void {
    if (command.kind === "rateFactor") this.#rateFactor = command.factor;
    if (command.kind === "pause") this.#running = false;
    if (command.kind === "resume") this.#running = true;
    if (command.kind === "step") {
      this.#running = false;
      this.#singleSteps += 1;
    }
    if (command.kind === "stop") this.#stopped = true;
    this.#wake();
  }

  /** Waits until the training may be asked for its next event; false when the run shall end. */
  async mayAsk(): Promise<boolean> {
    while (!this.#stopped && !this.#running && this.#singleSteps === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return !this.#stopped;
  }

  /** Counts a step against those that were asked for one by one. */
  tookStep(): void {
    if (!this.#running) this.#singleSteps = Math.max(0, this.#singleSteps - 1);
  }
}
