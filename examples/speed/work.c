/* The hot parts, and the whole of each work, in C. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct pixel { uint8_t red, green, blue, alpha; };

/* LuaJIT's own example: each pixel gets the same grey in its three colours. */
void to_grey(struct pixel *pixels, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t y = (uint8_t)(0.3 * pixels[i].red + 0.59 * pixels[i].green + 0.11 * pixels[i].blue);
    pixels[i].red = pixels[i].green = pixels[i].blue = y;
  }
}

static void ramp(struct pixel *pixels, size_t count) {
  for (size_t i = 0; i < count; i++) {
    pixels[i] = (struct pixel){0, (uint8_t)(i * 255 / count), 0, 255};
  }
}

double grey_all_in_c(size_t count, int rounds) {
  struct pixel *pixels = malloc(count * sizeof *pixels);
  double sum = 0;
  for (int round = 0; round < rounds; round++) {
    ramp(pixels, count);
    to_grey(pixels, count);
  }
  for (size_t i = 0; i < count; i++) sum += pixels[i].red;
  free(pixels);
  return sum;
}

unsigned char *SHA256(const unsigned char *data, size_t size, unsigned char *digest);

static void fill_bytes(uint8_t *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) bytes[i] = (uint8_t)(i * 7);
}

double sha256_all_in_c(size_t size) {
  uint8_t digest[32], *bytes = malloc(size);
  fill_bytes(bytes, size);
  SHA256(bytes, size, digest);
  free(bytes);
  return digest[0] * 65536.0 + digest[1] * 256 + digest[2];
}

/* c = a b, by rows, so that memory is read in its order. */
void multiply(const double *a, const double *b, double *c, int n) {
  memset(c, 0, (size_t)n * n * sizeof *c);
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < n; k++) {
      double factor = a[i * n + k];
      for (int j = 0; j < n; j++) c[i * n + j] += factor * b[k * n + j];
    }
  }
}

double multiply_all_in_c(int n) {
  size_t size = (size_t)n * n;
  double sum = 0, *a = malloc(size * sizeof *a), *b = malloc(size * sizeof *b), *c = malloc(size * sizeof *c);
  for (size_t i = 0; i < size; i++) {
    a[i] = (double)(i % 7);
    b[i] = (double)(i % 5);
  }
  multiply(a, b, c, n);
  for (size_t i = 0; i < size; i++) sum += c[i];
  free(a);
  free(b);
  free(c);
  return sum;
}
