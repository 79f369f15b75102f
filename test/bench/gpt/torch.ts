/** Scores windows of the given lengths by PyTorch, and prints its version and the seconds of each as JSON. */
export const TORCH = `
import json, sys, time
import torch
from torch import nn

def attended(q, k, v):
    if hasattr(nn.functional, "scaled_dot_product_attention"):
        return nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    # Before PyTorch 2, as chapter 3 of the book has it.
    L = q.shape[-2]
    later = torch.triu(torch.ones(L, L, dtype=torch.bool), diagonal=1)
    scores = (q @ k.transpose(2, 3)).masked_fill(later, -torch.inf)
    return torch.softmax(scores / q.shape[-1] ** 0.5, -1) @ v

class Block(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        self.H = H
        self.norm1, self.norm2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.query, self.key, self.value = (nn.Linear(D, D, bias=False) for _ in range(3))
        self.out = nn.Linear(D, D)
        self.ff = nn.Sequential(nn.Linear(D, 4 * D), nn.GELU(approximate="tanh"), nn.Linear(4 * D, D))

    def forward(self, x):
        B, L, D = x.shape
        n = self.norm1(x)
        q, k, v = (f(n).view(B, L, self.H, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        a = attended(q, k, v)
        x = x + self.out(a.transpose(1, 2).reshape(B, L, D))
        return x + self.ff(self.norm2(x))

torch.manual_seed(123)
D, V = 768, 50257
tokens, positions = nn.Embedding(V, D), nn.Embedding(1024, D)
blocks = nn.Sequential(*(Block(D, 12) for _ in range(12)))
norm, head = nn.LayerNorm(D), nn.Linear(D, V, bias=False)
seconds = []
with torch.no_grad():
    for length in map(int, sys.argv[1:]):
        times = []
        for turn in range(6):
            ids = torch.randint(V, (1, length))
            start = time.perf_counter()
            x = tokens(ids) + positions(torch.arange(length))
            logs = torch.log_softmax(head(norm(blocks(x))), -1)
            logs.topk(5)
            logs[:, :-1].gather(-1, ids[:, 1:, None])
            times.append(time.perf_counter() - start)
        seconds.append(sorted(times[1:])[2])
print(json.dumps({"version": torch.__version__, "seconds": seconds}))
`;
