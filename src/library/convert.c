/* Values that pass through C unchanged, in every place where a type has values. */
#include <stdint.h>

int64_t same_stamp(int64_t stamp) { return stamp; }
float same_ratio(float ratio) { return ratio; }

struct span { int64_t from, to; unsigned kind : 4, level : 4; int64_t marks[2]; };
struct point { int x, y; };

struct point mirrored(struct point p) { return (struct point){-p.x, -p.y}; }
int64_t length_of(struct span span) { return span.to - span.from; }
int64_t apply(int64_t (*f)(int64_t, int64_t), int64_t a, int64_t b) { return f(a, b); }
int sum(int a, int b, int c) { return a + b + c; }

int64_t epoch = 0;
