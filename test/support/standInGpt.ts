/**
 * What a GPT's copied lines use of `torch` beyond `standInTorch.ts`, in plain Python and doubles, for
 * machines that have no torch. It stands behind that one, before the copied code.
 */
export const STAND_IN_GPT = `
import torch

if not hasattr(torch.nn, "Linear"):
    Tensor = torch.Tensor

    class Linear:
        def __init__(self, inputs, outputs, bias=True):
            bound = 1 / math.sqrt(inputs)
            draw = lambda count: [
                bound * (2 * (word & 0xFFFFFF) / 2 ** 24 - 1) for word in generator.words(count)]
            self.weight = Tensor(draw(inputs * outputs), (outputs, inputs))
            self.bias = Tensor(draw(outputs), (outputs,)) if bias else None
        def __call__(self, x):
            y = x @ self.weight.T
            return y if self.bias is None else y + self.bias

    def linear(x, weight, bias=None):
        y = x @ weight.T
        return y if bias is None else y + bias

    def layer_norm(x, shape, weight=None, bias=None):
        rows = []
        for at in range(len(x)):
            row = x.row(at)
            mean = sum(row) / len(row)
            deviation = math.sqrt(sum((each - mean) ** 2 for each in row) / len(row) + 1e-5)
            rows += [(each - mean) / deviation for each in row]
        y = Tensor(rows, x.shape)
        y = y if weight is None else y * weight
        return y if bias is None else y + bias

    def gelu(x, approximate="none"):
        if approximate == "none":
            return Tensor([0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x.values], x.shape)
        assert approximate == "tanh"
        factor = math.sqrt(2 / math.pi)
        return Tensor([0.5 * v * (1 + math.tanh(factor * (v + 0.044715 * v ** 3))) for v in x.values], x.shape)

    def softmax(x, dim):
        rows, size = [], x.shape[-1]
        for at in range(0, len(x.values), size):
            row = x.values[at : at + size]
            row = [math.exp(each - max(row)) for each in row]
            rows += [each / sum(row) for each in row]
        return Tensor(rows, x.shape)

    def log_softmax(x, dim):
        most = max(x.values)
        total = most + math.log(sum(math.exp(each - most) for each in x.values))
        return Tensor([each - total for each in x.values], x.shape)

    def cross_entropy(logits, targets):
        losses = [-log_softmax(logits[at], -1).values[id] for at, id in enumerate(targets.values)]
        return Tensor([sum(losses) / len(losses)], ())

    def transposed(x):
        rows, columns = x.shape
        return Tensor([x.values[at * columns + to] for to in range(columns) for at in range(rows)], (columns, rows))

    whole = Tensor.__getitem__
    def part(x, key):
        if not isinstance(key, tuple):
            return whole(x, key)
        assert key[0] == slice(None)
        columns = range(*key[1].indices(x.shape[1]))
        return Tensor([x.row(at)[to] for at in range(len(x)) for to in columns], (len(x), len(columns)))

    def split(x, size, dim):
        assert dim == 1 and x.shape[1] % size == 0
        return tuple(x[:, slice(at, at + size)] for at in range(0, x.shape[1], size))

    Tensor.__getitem__ = part
    Tensor.split = split
    Tensor.T = property(transposed)
    Tensor.softmax, Tensor.log_softmax = softmax, log_softmax
    Tensor.bool = lambda x: x
    Tensor.item = lambda x: x.tolist()
    Tensor.triu = lambda x, by: Tensor(
        [each if at % x.shape[1] >= at // x.shape[1] + by else 0 for at, each in enumerate(x.values)], x.shape)
    Tensor.masked_fill = lambda x, mask, value: Tensor(
        [value if hidden else each for each, hidden in zip(x.values, mask.values)], x.shape)
    torch.nn.Linear = Linear
    torch.ones = lambda rows, columns: Tensor([1] * (rows * columns), (rows, columns))
    torch.cat = lambda parts, dim: Tensor(
        [each for at in range(len(parts[0])) for one in parts for each in one.row(at)],
        (len(parts[0]), sum(one.shape[1] for one in parts)))
    vars(functional).update(layer_norm=layer_norm, gelu=gelu, cross_entropy=cross_entropy, linear=linear)
`;
