/**
 * A small `torch` in plain Python for machines that have none: as much of it as the copied lines of
 * windows and vectors use, drawn in doubles, so that values differ from torch's by some 1e-6. It
 * shares no line with the product: the generator is Python's own Mersenne Twister.
 */
export const STAND_IN_TORCH = `
import array, math, random, sys, types

class Generator:
    def seed(self, seed):
        self.kept = None
        state = [seed & 0xFFFFFFFF]
        for at in range(1, 624):
            state.append((1812433253 * (state[-1] ^ (state[-1] >> 30)) + at) & 0xFFFFFFFF)
        self.twister = random.Random()
        self.twister.setstate((3, tuple(state) + (624,), None))
        return self
    def words(self, count):
        return array.array("I", self.twister.getrandbits(32 * count).to_bytes(4 * count, "little"))
    def long(self):
        high, low = self.words(2)
        return (high << 32 | low) & (2 ** 63 - 1)
    def normal(self):
        """One value, in doubles, as tables of fewer than 16 are drawn."""
        if self.kept is not None:
            value, self.kept = self.kept, None
            return value
        u, v = [(self.long() & (2 ** 53 - 1)) / 2 ** 53 for _ in "uv"]
        radius, angle = math.sqrt(-2 * math.log1p(-v)), 2 * math.pi * u
        self.kept = radius * math.sin(angle)
        return radius * math.cos(angle)

generator = Generator().seed(0)

def size_of(shape):
    return math.prod(shape)

class Tensor:
    def __init__(self, values, shape):
        self.values, self.shape = list(values), tuple(shape)
    def __len__(self):
        return self.shape[0]
    def row(self, at):
        step = size_of(self.shape[1:])
        return self.values[at * step : (at + 1) * step]
    def __getitem__(self, key):
        if isinstance(key, slice):
            rows = range(*key.indices(len(self)))
            return Tensor([x for at in rows for x in self.row(at)], (len(rows),) + self.shape[1:])
        if isinstance(key, Tensor):
            picked = [x for at in key.values for x in self.row(at)]
            return Tensor(picked, key.shape + self.shape[1:])
        return Tensor(self.row(key), self.shape[1:])
    def each(self, other, op):
        if not isinstance(other, Tensor):
            other = Tensor([other], ())
        size = len(other.values)
        assert self.shape[len(self.shape) - len(other.shape):] == other.shape
        return Tensor([op(x, other.values[at % size]) for at, x in enumerate(self.values)], self.shape)
    def __add__(self, other):
        return self.each(other, lambda a, b: a + b)
    def __sub__(self, other):
        return self.each(other, lambda a, b: a - b)
    def __mul__(self, other):
        return self.each(other, lambda a, b: a * b)
    def __truediv__(self, other):
        return self.each(other, lambda a, b: a / b)
    def __eq__(self, other):
        return self.values == other.values
    def __format__(self, form):
        return format(self.tolist(), form)
    def norm(self, dim=None):
        rows = [self.values] if dim is None else [self.row(at) for at in range(len(self))]
        return Tensor([math.hypot(*row) for row in rows], self.shape[:1] if dim == 1 else ())
    def clamp(self, min):
        return Tensor([max(min, x) for x in self.values], self.shape)
    def double(self):
        return self
    def __matmul__(self, table):
        if len(table.shape) == 1:
            rows = [self.values] if len(self.shape) == 1 else [self.row(at) for at in range(len(self))]
            return Tensor([sum(map(float.__mul__, row, table.values)) for row in rows], self.shape[:-1])
        rows = []
        for at in range(len(self)):
            sums = [0.0] * table.shape[1]
            for column, factor in enumerate(self.row(at)):
                if factor != 0:
                    sums = [a + factor * b for a, b in zip(sums, table.row(column))]
            rows += sums
        return Tensor(rows, (len(self), table.shape[1]))
    def reshape(self, *shape):
        return Tensor(self.values, shape)
    def float(self):
        return Tensor(map(float, self.values), self.shape)
    def detach(self):
        return self
    def abs(self):
        return Tensor(map(abs, self.values), self.shape)
    def max(self):
        return Tensor([max(self.values)], ())
    def tolist(self):
        if not self.shape:
            return self.values[0]
        return [self[at].tolist() for at in range(len(self))] if self.shape[1:] else self.values
    def __repr__(self):
        text = lambda x: "[" + ", ".join(map(text, x)) + "]" if isinstance(x, list) else (
            str(x) if isinstance(x, int) else "%.4f" % x)
        return "tensor(" + text(self.tolist()) + ")"

class Drawn(Tensor):
    """A table of normal values, of which only rows that are asked for are computed."""
    def __init__(self, rows, columns):
        self.shape, count = (rows, columns), rows * columns
        self.small = [generator.normal() for _ in range(count)] if count < 16 else None
        if self.small is not None:
            return
        self.words = generator.words(count)
        self.last = count - 16 if count % 16 else count
        self.lasts = generator.words(16) if count % 16 else None
    def value(self, at):
        if self.small is not None:
            return self.small[at]
        words = self.words if at < self.last else self.lasts
        start, place = (at - at % 16, at % 16) if at < self.last else (0, at - self.last)
        uniform = lambda index: (words[index] & 0xFFFFFF) / 2 ** 24
        first = start + place % 8
        radius = math.sqrt(-2 * math.log1p(-uniform(first)))
        angle = 2 * math.pi * uniform(first + 8)
        return radius * (math.cos(angle) if place < 8 else math.sin(angle))
    def row(self, at):
        assert 0 <= at < self.shape[0], "index out of range"
        return [self.value(at * self.shape[1] + column) for column in range(self.shape[1])]

class Embedding:
    def __init__(self, rows, columns):
        self.weight = Drawn(rows, columns)
    @staticmethod
    def from_pretrained(values):
        layer = Embedding.__new__(Embedding)
        layer.weight = values
        return layer
    def __call__(self, ids):
        return self.weight[ids]

class DataLoader:
    def __init__(self, dataset, batch_size=1, shuffle=False, drop_last=False, num_workers=0):
        self.dataset, self.size, self.shuffle, self.drop = dataset, batch_size, shuffle, drop_last
    def __iter__(self):
        generator.long()
        return self.batches()
    def batches(self):
        order = list(range(len(self.dataset)))
        if self.shuffle:
            own = Generator().seed(generator.long())
            draws = own.words(max(1, len(order)))
            for at in range(len(order) - 1):
                other = at + draws[at] % (len(order) - at)
                order[at], order[other] = order[other], order[at]
        for start in range(0, len(order), self.size):
            rows = [self.dataset[at] for at in order[start : start + self.size]]
            if len(rows) == self.size or not self.drop:
                yield [stacked(part) for part in zip(*rows)] if isinstance(rows[0], tuple) else rows

def stacked(rows):
    return Tensor([x for row in rows for x in row.values], (len(rows),) + rows[0].shape)

class no_grad:
    def __enter__(self):
        pass
    def __exit__(self, *error):
        pass

def one_hot(ids, num_classes):
    hot = [int(column == each) for each in ids.values for column in range(num_classes)]
    return Tensor(hot, ids.shape + (num_classes,))

def module(name, **members):
    made = sys.modules[name] = types.ModuleType(name)
    vars(made).update(members)
    return made

module("torch.utils.data", DataLoader=DataLoader)
module("torch.utils", data=sys.modules["torch.utils.data"])
functional = module("torch.nn.functional", one_hot=one_hot)
module("torch.nn", Embedding=Embedding, functional=functional)
module(
    "torch", Tensor=Tensor, no_grad=no_grad, nn=sys.modules["torch.nn"],
    utils=sys.modules["torch.utils"], set_printoptions=lambda **options: None,
    manual_seed=lambda seed: generator.seed(seed),
    tensor=lambda values: Tensor(values, (len(values),)),
    arange=lambda count: Tensor(range(count), (count,)),
)
`;
