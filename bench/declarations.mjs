/** The fixture's functions in C, for the peers that read C, and the names of its 300 alike ones. */
export const declarations = [
  'void noop(void)',
  'int add_i32(int, int)',
  'double add_f64(double, double)',
  'double sum8(double, double, double, double, int, int, int, int)',
  'int sum12(int, int, int, int, int, int, int, int, int, int, int, int)',
  'int64_t add_i64(int64_t, int64_t)',
  'size_t add_size(size_t, size_t)',
  'void *ident(void *)',
  'size_t slen(const char *)',
  'const char *greet(void)',
  'const char *greet_long(void)',
  'uint8_t first(const uint8_t *)',
]

/** Of the fixture's structs, and of what takes them. */
export const structs = `
  typedef struct { double x, y; } point; point add_points(point a, point b);
  typedef struct { int32_t id; float weight; int64_t time; double values[4]; } record;
  record next_record(record r); record *records(void);`

/** Of its functions that call back. */
export const callbacks = `
  int call_back(int (*f)(int), int count);
  void keep(int k, int (*f)(int)); int call_kept(int count);
  point call_back_points(point (*f)(point), int count);
  void sort_ints(int *values, size_t count, int (*compare)(const int *, const int *));`

/** `f000` to `f299` are `int name(int)`, and add their own number. */
export const manyNames = count => Array.from({ length: count }, (_, k) => `f${String(k).padStart(3, '0')}`)
