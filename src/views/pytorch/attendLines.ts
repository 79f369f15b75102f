/**
 * Makes `attend(q, k, v)`, what the heads of a block make of [L, D] each, [L, D], and
 * `attention_of(ids, block, head)`, by `heads`, `width`, `residual_after` and `query_key_value`.
 */
export const ATTEND_LINES: readonly string[] = `

def weights_of(q, k):  # of one head: a row for each token that looks
    ahead = torch.ones(len(q), len(k)).triu(1).bool()
    scores = q @ k.T / (width // heads) ** 0.5
    return scores.masked_fill(ahead, float("-inf")).softmax(-1)


def attend(*qkv):
    parts = zip(*(each.split(width // heads, 1) for each in qkv))
    return torch.cat([weights_of(q, k) @ v for q, k, v in parts], 1)


def attention_of(ids, block, head):
    q, k, _ = query_key_value(residual_after(ids, block), block)
    own = slice(head * width // heads, (head + 1) * width // heads)
    return weights_of(q[:, own], k[:, own])

`.split("\n");
