import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { FileProblem } from "../store/fileProblem";
import { plainBytes, shapeText, typeText, type FileTensor, type Place } from "./fileTensors";
import { isFloatType, type FloatType } from "./floats";
import { ENTRY, ENTRY_FIELDS, SPARSE, SPARSE_FIELDS, TENSOR, TENSOR_FIELDS } from "./onnxFields";
import { notProtobuf, WIRE, type Field, type WireReader } from "./wireReader";

const IN_MODEL = 0;
const IN_EXTERNAL_FILE = 1;
/** Dimensions that a tensor may have; PyTorch and NumPy know no more. */
const MOST_DIMENSIONS = 64;
const MOST_INT32 = 2 ** 31 - 1;
/** What is told about a place outside the file; other keys, such as a checksum, are passed over. */
const EXTERNAL_KEYS = ["location", "offset", "length"];
const NUMBERS_OF_VALUES: readonly number[] = [
  ...[TENSOR.segment, TENSOR.floatData, TENSOR.int32Data, TENSOR.rawData],
];

/** Types in the words of safetensors, by their numbers. */
const TYPES: readonly (string | undefined)[] = [
  ...[undefined, "F32", "U8", "I8", "U16", "I16", "I32", "I64", "STRING", "BOOL"],
  ...["F16", "F64", "U32", "U64", "C64", "C128", "BF16"],
  ...["F8_E4M3", "F8_E4M3FNUZ", "F8_E5M2", "F8_E5M2FNUZ", "U4", "I4", "F4", "F8_E8M0"],
];

interface TensorFields {
  name: string;
  dims: number[];
  type: number;
  isExternal: boolean;
  readonly external: Map<string, string>;
  /** Each field with values, by its number. */
  readonly values: Map<number, Field>;
}

/**
 * A tensor by its message. Its values are not read.
 * @param name its name, where not its own
 * @throws {FileProblem} when it is damaged
 */
export async function tensorOf(
  field: Field,
  reader: WireReader,
  name?: string,
): Promise<FileTensor> {
  const read = await fieldsOf(field, reader);
  const fields = { ...read, name: name ?? read.name };
  const { dims: shape } = fields;
  checkShape(fields.name, shape);
  const type = TYPES[fields.type] ?? l10n.t("type {0}", fields.type);
  const isRead = shape.length > 0 && shape.length < 3 && !shape.includes(0) && isFloatType(type);
  const found = { name: fields.name, shape, type };
  if (!isRead) return { ...found, place: undefined };
  return { ...found, place: shape.length === 2 ? placeOf(fields, type) : placeIfAny(fields, type) };
}

/** A row of numbers is no table: where its values are is asked for by whole GPTs alone. */
function placeIfAny(fields: TensorFields, type: FloatType): Place | undefined {
  try {
    return placeOf(fields, type);
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}

/** A sparse tensor, of which nothing is read but what it is. */
export async function sparseTensorOf(
  field: Field,
  reader: WireReader,
  name?: string,
): Promise<FileTensor> {
  const shape: number[] = [];
  let values: FileTensor | undefined;
  for await (const part of reader.fields(field, SPARSE_FIELDS)) {
    if (part.number === SPARSE.dims) await addSizes(shape, part, reader);
    if (part.number === SPARSE.values) values = await tensorOf(part, reader);
  }
  const own = name ?? values?.name ?? "";
  checkShape(own, shape);
  return { name: own, shape, type: `sparse ${values?.type ?? ""}`.trim(), place: undefined };
}

function checkShape(name: string, shape: readonly number[]): void {
  if (shape.every((size) => Number.isSafeInteger(size))) return;
  throw new FileProblem((file) =>
    l10n.t('{0} gives "{1}" the sizes {2}.', file, foreign(name), shapeText(shape)),
  );
}

async function addSizes(sizes: number[], field: Field, reader: WireReader): Promise<void> {
  const more = await reader.varints(field);
  if (sizes.length + more.length > MOST_DIMENSIONS) {
    throw new FileProblem((file) =>
      l10n.t("{0} has a tensor of more than {1} dimensions.", file, MOST_DIMENSIONS),
    );
  }
  sizes.push(...more);
}

async function fieldsOf(tensor: Field, reader: WireReader): Promise<TensorFields> {
  const fields: TensorFields = {
    name: "",
    dims: [],
    type: 0,
    isExternal: false,
    external: new Map(),
    values: new Map(),
  };
  for await (const field of reader.fields(tensor, TENSOR_FIELDS)) {
    switch (field.number) {
      case TENSOR.dims:
        await addSizes(fields.dims, field, reader);
        break;
      case TENSOR.dataType:
        if (field.value > MOST_INT32) throw notProtobuf();
        fields.type = field.value;
        break;
      case TENSOR.name:
        fields.name = await reader.text(field);
        break;
      case TENSOR.dataLocation:
        if (field.value !== IN_MODEL && field.value !== IN_EXTERNAL_FILE) throw notProtobuf();
        fields.isExternal = field.value === IN_EXTERNAL_FILE;
        break;
      case TENSOR.externalData:
        await addEntry(fields.external, field, reader);
        break;
      case TENSOR.segment:
      case TENSOR.floatData:
      case TENSOR.int32Data:
      case TENSOR.rawData:
        // Values in several pieces are allowed, and nobody writes them.
        if (fields.values.has(field.number) || field.wire !== WIRE.length) {
          throw new FileProblem((file) =>
            l10n.t("{0} has a tensor whose values lie in several pieces.", file),
          );
        }
        fields.values.set(field.number, field);
        break;
      default:
    }
  }
  checkOneOf(fields);
  return fields;
}

/** Values are in one place; which of two would be meant nobody can tell. */
function checkOneOf({ name, values, isExternal }: TensorFields): void {
  const places = NUMBERS_OF_VALUES.filter((number) => {
    const field = values.get(number);
    return field !== undefined && field.end > field.start;
  });
  if (places.length + (isExternal ? 1 : 0) <= 1) return;
  throw new FileProblem((file) =>
    l10n.t('{0} has the values of "{1}" in two ways.', file, foreign(name)),
  );
}

/** One entry of a tensor's external data, e.g. its location. */
async function addEntry(
  entries: Map<string, string>,
  entry: Field,
  reader: WireReader,
): Promise<void> {
  let key = "";
  let value: Field | undefined;
  for await (const field of reader.fields(entry, ENTRY_FIELDS)) {
    if (field.number === ENTRY.key) key = await reader.text(field);
    if (field.number === ENTRY.value) value = field;
  }
  if (!EXTERNAL_KEYS.includes(key)) return;
  if (entries.has(key)) {
    throw new FileProblem((file) =>
      l10n.t('{0} tells the "{1}" of a tensor outside it twice.', file, key),
    );
  }
  entries.set(key, value === undefined ? "" : await reader.text(value));
}

function placeOf(fields: TensorFields, type: FloatType): Place {
  const { name, dims, values } = fields;
  const bytes = plainBytes(dims, type);
  if (fields.isExternal) return externalPlace(fields, bytes);
  if (values.has(TENSOR.segment)) {
    throw new FileProblem((file) => l10n.t('{0} keeps "{1}" in segments.', file, foreign(name)));
  }
  const floats = type === "F32" ? values.get(TENSOR.floatData) : undefined;
  const ofBytes = values.get(TENSOR.rawData);
  const raw =
    ofBytes === undefined || ofBytes.end === ofBytes.start ? (floats ?? ofBytes) : ofBytes;
  if (raw) {
    const { start, end } = raw;
    if (end - start !== bytes) {
      throw new FileProblem((file) =>
        l10n.t(
          '{0} gives "{1}" {2} bytes, but {3} takes {4}.',
          file,
          foreign(name),
          end - start,
          typeText(type, dims),
          Number.isSafeInteger(bytes) ? bytes : l10n.t("more than any file has"),
        ),
      );
    }
    return { location: undefined, start, end, coding: "plain" };
  }
  const halves = type === "F32" ? undefined : values.get(TENSOR.int32Data);
  if (halves === undefined) {
    throw new FileProblem((file) => l10n.t('{0} has no values for "{1}".', file, foreign(name)));
  }
  return { location: undefined, start: halves.start, end: halves.end, coding: "varints" };
}

function externalPlace({ name, external }: TensorFields, bytes: number): Place {
  const location = external.get("location");
  if (location === undefined) {
    throw new FileProblem((file) =>
      l10n.t('{0} does not tell in which file "{1}" is.', file, foreign(name)),
    );
  }
  const start = wholeNumber(external.get("offset") ?? "0");
  const length = wholeNumber(external.get("length") ?? String(bytes));
  if (length !== bytes) {
    throw new FileProblem((file) =>
      l10n.t(
        '{0} gives "{1}" {2} bytes of "{3}", but it takes {4}.',
        file,
        foreign(name),
        length,
        foreign(location),
        bytes,
      ),
    );
  }
  return { location, start, end: start + bytes, coding: "plain" };

  function wholeNumber(text: string): number {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(value)) return value;
    throw new FileProblem((file) =>
      l10n.t(
        '{0} places "{1}" in "{2}" at "{3}", which is not a number of bytes.',
        file,
        foreign(name, 60),
        foreign(String(location), 60),
        foreign(text, 40),
      ),
    );
  }
}
