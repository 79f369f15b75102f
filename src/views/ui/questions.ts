import { InputBoxValidationSeverity, window } from "vscode";
import type { Disposable, InputBoxOptions, QuickInput, QuickPick, QuickPickItem } from "vscode";

/** Like `window.showQuickPick`'s. */
export interface ListOptions {
  readonly title: string;
  readonly placeHolder?: string;
  readonly matchOnDetail?: boolean;
}

/** Like `window.showInputBox`'s. */
export type TypedOptions = Pick<InputBoxOptions, "prompt"> & {
  readonly title: string;
  readonly value: string;
  readonly validateInput: (typed: string) => Problem | undefined;
};
type Problem = Exclude<
  Awaited<ReturnType<NonNullable<InputBoxOptions["validateInput"]>>>,
  undefined | null
>;

/**
 * Questions that follow one another, as one box. Each takes its place from the one before: were that
 * closed first, VS Code would hand the focus to the page that it came from, which takes it late on a
 * busy machine and so closes the next question before anybody has seen it. For the same reason a box
 * stays where the focus leaves it; Escape closes it.
 */
export class Questions implements Disposable {
  private last: QuickInput | undefined;
  /** Whether the person went away after an answer, while the next question was made ready. */
  private isLeft = false;

  /** The item that is taken; undefined where the person went away. */
  pick<T extends QuickPickItem>(items: readonly T[], options: ListOptions): Promise<T | undefined> {
    const box: QuickPick<T> = window.createQuickPick<T>();
    box.title = options.title;
    box.placeholder = options.placeHolder;
    box.matchOnDetail = options.matchOnDetail ?? false;
    box.items = items;
    return this.#ask(box, (answer) => {
      box.onDidAccept(() => {
        const [taken] = box.selectedItems;
        if (taken !== undefined) answer(taken);
      });
    });
  }

  /** What is typed, without a problem; undefined where the person went away. */
  type(options: TypedOptions): Promise<string | undefined> {
    const box = window.createInputBox();
    box.title = options.title;
    box.prompt = options.prompt;
    box.value = options.value;
    const check = (): boolean => {
      const problem = options.validateInput(box.value);
      box.validationMessage = problem;
      return problem === undefined || isAdvice(problem);
    };
    check();
    box.onDidChangeValue(check);
    return this.#ask(box, (answer) => {
      box.onDidAccept(() => {
        if (check()) answer(box.value);
      });
    });
  }

  /** Closes the last question. */
  dispose(): void {
    this.last?.dispose();
  }

  async #ask<T>(
    box: QuickInput & { readonly onDidHide: (listener: () => void) => Disposable },
    listen: (answer: (answer: T) => void) => void,
  ): Promise<T | undefined> {
    if (this.isLeft) {
      box.dispose();
      return undefined;
    }
    this.last = box;
    box.ignoreFocusOut = true;
    return new Promise((done) => {
      let isAnswered = false;
      listen((answer) => {
        isAnswered = true;
        // Until the next one takes its place.
        box.busy = true;
        done(answer);
      });
      box.onDidHide(() => {
        this.isLeft ||= isAnswered && this.last === box;
        box.dispose();
        done(undefined);
      });
      box.show();
    });
  }
}

/** Whether it may stay as it is. */
function isAdvice(problem: Problem): boolean {
  return typeof problem !== "string" && problem.severity !== InputBoxValidationSeverity.Error;
}

/** Asks some questions, and closes the last one whatever becomes of them. */
export async function askInTurn<T>(ask: (questions: Questions) => Promise<T>): Promise<T> {
  const questions = new Questions();
  try {
    return await ask(questions);
  } finally {
    questions.dispose();
  }
}
