import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import type { Ids } from "../rules/ids";
import type { SetFile } from "./setFile";
import type { SplitWriter } from "./splitWriter";

/** Ids of a row group at most, unless one document has more: they are held until it is written. */
const GROUP_TOKENS = 1 << 20;
/** Documents of a row group at most. */
const GROUP_ROWS = 10_000;
/** A row is held whole, by whoever reads it too. */
const MOST_ROW_TOKENS = 1 << 24;

/** A required list of required int32, as Parquet writes lists. */
const SCHEMA = [
  { name: "schema", num_children: 1 },
  {
    name: "input_ids",
    repetition_type: "REQUIRED",
    num_children: 1,
    converted_type: "LIST",
    logical_type: { type: "LIST" },
  },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  { name: "element", type: "INT32", repetition_type: "REQUIRED" },
] as const;

/** A Parquet file with a row for each document, whose one column `input_ids` is a list of int32. */
export class ParquetSetWriter implements SplitWriter {
  private readonly bytes = new ByteWriter();
  private readonly writer = new ParquetWriter({
    writer: this.bytes,
    schema: SCHEMA.map((element) => ({ ...element })),
    createdBy: "tokenscope",
  });
  private rows: number[][] = [];
  private row: number[] = [];
  private held = 0;
  private tokens = 0;
  private documents = 0;

  constructor(private readonly file: SetFile) {}

  append(ids: Ids): void {
    if (this.row.length + ids.length > MOST_ROW_TOKENS) {
      throw new Error(
        l10n.t(
          "A document of more than {0} tokens is too long for a row of Parquet. Choose another format.",
          formatCount(MOST_ROW_TOKENS),
        ),
      );
    }
    for (const id of ids) this.row.push(id);
  }

  endDocument(): void {
    this.rows.push(this.row);
    this.held += this.row.length;
    this.tokens += this.row.length;
    this.documents++;
    this.row = [];
    if (this.held >= GROUP_TOKENS || this.rows.length === GROUP_ROWS) this.writeGroup();
  }

  finish(): void {
    if (this.rows.length > 0) this.writeGroup();
    void this.writer.finish();
    this.flush();
    const { tokens, documents } = this;
    this.file.close({ tokens, documents });
  }

  private writeGroup(): void {
    void this.writer.write({
      columnData: [{ name: "input_ids", data: this.rows }],
      rowGroupSize: this.rows.length,
    });
    this.rows = [];
    this.held = 0;
    this.flush();
  }

  private flush(): void {
    this.file.append(this.bytes.getBytes());
    this.bytes.index = 0;
  }
}
