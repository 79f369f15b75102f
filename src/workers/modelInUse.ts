import * as l10n from "../shared/base/l10n";
import { Model } from "../embeddings/model";
import type { Tables } from "../embeddings/table";
import { clearCache, limitCache, stemOf } from "../embeddings/store/modelCache";
import type { NextStep } from "../embeddings/steps";
import type { HeldFiles } from "../embeddings/store/tableFiles";
import { DamagedTable, sumsName } from "../embeddings/store/tableSums";
import type { CallSignal } from "../shared/base/callSignal";
import { messageOf, Transfer } from "../shared/base/rpc";
import type { ModelChoice } from "../shared/values/modelChoices";
import type { ModelInfo } from "../shared/values/vectors";
import { Gpt } from "../gpt/gpt";
import { heldTables, isCutShort, isGone, removeDamaged } from "./heldTables";
import type { Questions } from "./questions";
import type { VectorHost, VectorServiceOptions } from "./vectorHost";

interface OpenModel {
  readonly choice: ModelChoice;
  readonly model: Model;
  /** Undefined of two tables alone. */
  readonly gpt: Gpt | undefined;
  /** Why a file's model is none. */
  readonly notWhole: string | undefined;
  /** Its tables, whatever becomes of those that are kept. */
  readonly held: HeldFiles;
  readonly tables: Tables;
  /** What its files' names begin with. */
  readonly stem: string;
  /** Answers under way, which must end before it is closed. */
  readonly running: Set<Promise<unknown>>;
}

/** How often a question is asked again because a table was damaged meanwhile. */
const MOST_REPAIRS = 2;

/**
 * The one model that is open. It stays open until its answers are given, and is made again where
 * its tables are gone from the disk or damaged.
 */
export class ModelInUse {
  private open: OpenModel | undefined;
  /** One after another, so that the choice made last is the one that stays. */
  private turn: Promise<unknown> = Promise.resolve();

  /** @param questions the order in which it answers */
  constructor(
    private readonly options: VectorServiceOptions,
    private readonly questions: Questions,
  ) {}

  /**
   * Opens the model of a choice, made first if need be. When that fails, the one in use stays.
   * @param cacheLimit bytes of tables that stay on disk
   * @param step awaited between steps of a few milliseconds; what it throws ends the work
   */
  use(choice: ModelChoice, cacheLimit: number, step: NextStep): Promise<ModelInfo> {
    const { files } = this.options;
    return this.inTurn(async () => {
      await step();
      const { opened, closed } = await this.openChoice(choice, step);
      const { model, tables, stem } = opened;
      await files.touch(sumsName(tables.token.name)).catch(() => undefined);
      // What is held until its last answer is given is looked at once more then.
      const limited = () => limitCache(files, cacheLimit, this.open?.stem);
      closed?.then(() => this.inTurn(limited)).catch(() => undefined);
      await limitCache(files, cacheLimit, stem);
      return model.info;
    });
  }

  /**
   * An answer of the model in use, which stays open until it is given. The question counts from now
   * on, before the disk is looked at: which of two is the newer is not up to that.
   */
  answer<T extends object>(
    ask: (open: OpenModel, step: NextStep) => Promise<T>,
    signal: CallSignal | undefined,
  ): Promise<unknown> {
    const { giveUp } = this.options;
    return this.questions.answerInSteps(async (step) => {
      for (let repairs = 0; ; repairs++) {
        signal?.throwIfAborted();
        const used = await this.present();
        const { tables, held, running } = used;
        const answer = ask(used, step);
        running.add(answer);
        let given: T | undefined;
        let damage: DamagedTable | undefined;
        try {
          given = await answer;
        } catch (error) {
          if (!(error instanceof DamagedTable) || repairs === MOST_REPAIRS) throw error;
          damage = error;
        } finally {
          running.delete(answer);
        }
        if (giveUp !== undefined && (await isCutShort(tables, held.files))) {
          giveUp(l10n.t("another program cut a table of the model short"));
          // Nobody is told anything but that.
          return new Promise<never>(() => undefined);
        }
        if (given !== undefined) return new Transfer(given);
        await this.remake(used, damage);
      }
    }, signal);
  }

  /**
   * Removes kept models but this one.
   * @returns bytes freed
   */
  clear(fetched: boolean): Promise<number> {
    return this.inTurn(() => clearCache(this.options.files, this.open?.stem, fetched));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Opens a model instead of the one in use, which goes when its answers are given. */
  private async openChoice(
    choice: ModelChoice,
    step: NextStep,
  ): Promise<{ opened: OpenModel; closed: Promise<unknown> | undefined }> {
    const { options } = this;
    const made = await heldTables(choice, options, step, throttle(options.tell));
    const { info, tables, held, sums } = made;
    const limits = { memoryLimit: options.memoryLimit(), sums };
    let model: Model;
    try {
      model = await Model.open(info, tables, held.files, options.runtime, limits);
    } catch (error) {
      await held.release();
      throw error;
    }
    const previous = this.open;
    const stem = stemOf(tables.graph);
    const gpt =
      made.parameters &&
      new Gpt(
        { info, parameters: made.parameters, embed: (batch, next) => model.embed(batch, next) },
        { tables, files: held.files, runtime: options.runtime },
        limits,
      );
    const { notWhole } = made;
    const running = new Set<Promise<unknown>>();
    const opened: OpenModel = { choice, model, gpt, notWhole, held, tables, stem, running };
    this.open = opened;
    if (previous === undefined) return { opened, closed: undefined };
    const closed = Promise.allSettled(previous.running)
      .then(() => Promise.all([previous.model.close(), previous.gpt?.close()]))
      // It holds memory, and nothing else: whether it could be let go changes no answer.
      .catch(() => undefined)
      .then(() => previous.held.release())
      .catch(() => undefined);
    if (previous.running.size > 0) return { opened, closed };
    await closed;
    return { opened, closed: undefined };
  }

  /** The model in use, made again where its tables are gone. */
  private async present(): Promise<OpenModel> {
    for (;;) {
      const { open } = this;
      if (open === undefined) throw new Error(l10n.t("No model is open yet."));
      if (!(await isGone(open.tables, open.held.files))) return open;
      await this.remake(open);
    }
  }

  /** Makes a model again whose tables are gone from the disk or damaged, unless that has been done. */
  private remake(lost: OpenModel, damage?: DamagedTable): Promise<void> {
    const { files, pause, tell } = this.options;
    return this.inTurn(async () => {
      if (this.open !== lost) return;
      try {
        if (damage !== undefined) await removeDamaged(lost.tables, files);
        await this.openChoice(lost.choice, pause);
      } catch (error) {
        const message = [damage, error]
          .filter((each) => each !== undefined)
          .map(messageOf)
          .join(" ");
        tell.lost(message);
        throw new Error(message, { cause: error });
      }
    });
  }
}

/** Of the many steps of a build, the whole percents are worth a message. */
function throttle(tell: Pick<VectorHost, "building">): (share: number) => void {
  let last = -1;
  return (share) => {
    const percent = Math.floor(100 * share);
    if (percent === last) return;
    last = percent;
    tell.building(share);
  };
}
