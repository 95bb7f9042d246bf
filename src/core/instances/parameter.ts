/** Text of a parameter's control. */
interface Described {
  readonly label: string;
  /** Effect, in a sentence. */
  readonly hint: string;
}

/** A number on a slider. */
export interface NumberParameter extends Described {
  readonly kind: "number";
  readonly initial: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly unit: string;
  /** Values that a fit tries. */
  readonly tries: readonly number[];
  /** Set if it acts on predicted masks only. */
  readonly onlyPredicted?: true;
  /** Set if its default is the smallest cell of the training images, where that is known. */
  readonly fromTraining?: true;
}

/** One of a few numbers. */
export interface ChoiceParameter<Value extends number = number> extends Described {
  readonly kind: "choice";
  readonly initial: Value;
  readonly options: readonly Value[];
}

/** A switch, on or off. */
export interface SwitchParameter extends Described {
  readonly kind: "switch";
  readonly initial: boolean;
}

export type Parameter = NumberParameter | ChoiceParameter | SwitchParameter;

/** Type of a parameter's value. */
export type ValueOf<P> = P extends SwitchParameter
  ? boolean
  : P extends ChoiceParameter<infer Value>
    ? Value
    : number;
