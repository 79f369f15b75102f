/**
 * Stands in for what `docs/pipelines.md` imports and this machine may not have: numpy's arrays, Ray
 * Data and Spark, as far as its lines ask for them. Rows come from `corpus.json` and go to
 * `set.json`; what was asked for beside is compared with what the libraries are documented to take.
 */
export const STAND_IN_FRAMES = `
import json, sys, types
from importlib.util import find_spec

def module(name, **names):
    made = sys.modules[name] = types.ModuleType(name)
    for key, value in names.items():
        setattr(made, key, value)
    return made

class Array(list):
    def tolist(self):
        return list(self)
    def to_numpy(self):
        return self

if find_spec("numpy") is None:
    module("numpy", int32=int, object=object,
        array=lambda values, dtype: Array(dtype(value) for value in values),
        empty=lambda length, dtype: Array([None] * length))

def texts():
    with open("corpus.json", encoding="utf-8") as file:
        return json.load(file)

def written(rows):
    with open("set.json", "w") as file:
        json.dump([[int(id) for id in row] for row in rows], file)

class Rows:
    def __init__(self, rows):
        self.rows = rows
    def map_batches(self, fn, *, batch_format, batch_size):
        assert batch_format == "numpy" and batch_size > 0
        answers = [fn({"text": Array(self.rows[at:at + 2])}) for at in range(0, len(self.rows), 2)]
        assert all(list(answer) == ["input_ids"] for answer in answers)
        return Rows([row for answer in answers for row in answer["input_ids"]])
    def write_parquet(self, path):
        assert path == "set"
        written(self.rows)

def read_parquet(path):
    assert path == "corpus"
    return Rows(texts())

module("ray").data = module("ray.data", read_parquet=read_parquet)

class DataFrame(dict):
    pass

module("pandas", DataFrame=DataFrame)

class Frame:
    def __init__(self, rows):
        self.rows = rows
    def select(self, name):
        assert name == "text"
        return self
    @property
    def write(self):
        return self
    def parquet(self, path):
        assert path == "set"
        written(self.rows)
    def mapInPandas(self, fn, schema):
        assert schema == "input_ids array<int>"
        frames = (DataFrame(text=Array(self.rows[at:at + 2])) for at in range(0, len(self.rows), 2))
        return Frame([row for frame in fn(frames) for row in frame["input_ids"]])

class Reader:
    def parquet(self, path):
        assert path == "corpus"
        return Frame(texts())

class Session:
    read = Reader()
    def getOrCreate(self):
        return self

class SparkSession:
    builder = Session()

module("pyspark")
module("pyspark.sql", SparkSession=SparkSession)
`;
