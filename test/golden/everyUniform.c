/*
 * What the steps of PyTorch's normal_fill give for each of the 2^24 uniforms, as 3 · 2^24 float32:
 * radii, cosines, sines. The SHA-256 sums of the three stand in torchBits.json. By the processor's
 * own fused multiply-adds ("avx2") or by the C library's functions ("scalar", glibc 2.36):
 *
 *   gcc -O2 -march=native -ffp-contract=off everyUniform.c -o everyUniform -lm
 *   for from in 1 67108865 134217729; do
 *     ./everyUniform avx2 | tail -c +$from | head -c 67108864 | sha256sum
 *   done
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define COUNT (1 << 24)

static float cephes_log(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  float e = (float)((int)(bits >> 23) - 126);
  bits = (bits & 0x7fffff) | 0x3f000000;
  memcpy(&x, &bits, 4);
  if (x < 0.707106781186547524f) {
    e -= 1;
    x = x + x - 1;
  } else {
    x = x - 1;
  }
  static const float p[] = {-1.1514610310e-1f, 1.1676998740e-1f,  -1.2420140846e-1f,
                            1.4249322787e-1f,  -1.6668057665e-1f, 2.0000714765e-1f,
                            -2.4999993993e-1f, 3.3333331174e-1f};
  float z = x * x, y = 7.0376836292e-2f;
  for (int i = 0; i < 8; i++) y = fmaf(y, x, p[i]);
  y = fmaf(y * x, z, e * -2.12194440e-4f);
  y = fmaf(z, -0.5f, y);
  return fmaf(e, 0.693359375f, x + y);
}

static void cephes_sincos(float x, float *sine, float *cosine) {
  int j = ((int)(x * 1.27323954473516f) + 1) & ~1;
  float y = (float)j;
  x = fmaf(y, -0.78515625f, x);
  x = fmaf(y, -2.4187564849853515625e-4f, x);
  x = fmaf(y, -3.77489497744594108e-8f, x);
  float z = x * x;
  float c = fmaf(fmaf(2.443315711809948e-5f, z, -1.388731625493765e-3f), z, 4.166664568298827e-2f);
  c = fmaf(c * z, z, -(0.5f * z)) + 1;
  float s = fmaf(fmaf(-1.9515295891e-4f, z, 8.3321608736e-3f), z, -1.6666654611e-1f);
  s = fmaf(s * z, x, x);
  *cosine = (j & 2 ? s : c) * (j == 2 || j == 4 ? -1 : 1);
  *sine = (j & 2 ? c : s) * (j & 4 ? -1 : 1);
}

static float values[3][COUNT];

int main(int count, char **arguments) {
  int is_avx2 = count > 1 && strcmp(arguments[1], "avx2") == 0;
  for (int k = 0; k < COUNT; k++) {
    float uniform = (float)k / COUNT;
    if (is_avx2) {
      values[0][k] = sqrtf(-2 * cephes_log(1 - uniform));
      cephes_sincos((float)(2 * M_PI) * uniform, &values[2][k], &values[1][k]);
    } else {
      float angle = (float)(2 * M_PI * uniform);
      values[0][k] = sqrtf(-2 * logf(1 - uniform));
      values[1][k] = cosf(angle);
      values[2][k] = sinf(angle);
    }
    /* The mean, which makes 0 of −0. */
    for (int i = 0; i < 3; i++) values[i][k] += 0.0f;
  }
  fwrite(values, sizeof values, 1, stdout);
  return 0;
}
