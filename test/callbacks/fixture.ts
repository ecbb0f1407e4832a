/** The fixture of these suites, opened. */
import { type LooseLibrary, type OpenOptions, open } from 'cabi'
import { compileFixture } from '../fixture.ts'

export const path = compileFixture(new URL('./callbacks.c', import.meta.url), ['-pthread'])

const kinds = {
  bool: '_Bool',
  char: 'char',
  int8: 'int8_t',
  uint8: 'uint8_t',
  int16: 'int16_t',
  uint16: 'uint16_t',
  int: 'int',
  uint: 'unsigned',
  long: 'long',
  int64: 'int64_t',
  uint64: 'uint64_t',
  float: 'float',
  double: 'double',
  long_double: 'long double',
  int128: '__int128',
  complex: 'double _Complex',
  color: 'enum color',
  pointer: 'void *',
  int_pointer: 'int *',
  string: 'const char *',
  point: 'struct point',
  mixed: 'struct mixed',
  large: 'struct large',
  either: 'union either',
}

export const declarations = `typedef int (*int_function)(int);
     typedef int int_function_type(int);
     typedef void (*handler)(int);
     struct handlers { int tag; int_function on_value; int_function others[2]; const char *label; };
     struct point { double x, y; };
     struct mixed { int8_t a; float b; int64_t c; };
     struct large { int64_t values[5]; };
     union either { int32_t i; float f; };
     enum color { RED, GREEN = 5, BLUE };
     typedef void __attribute__((noreturn)) (*fatal)(const char *);
     typedef void __attribute__((noreturn)) fatal_type(const char *);

     int apply(int_function fn, int value);
     int sum_of(int_function fn, int count);
     int apply_twice(int_function first, int_function second, int value);
     extern int_function hook;
     extern int_function hooks[3];
     void keep(int_function fn);
     int call_hook(int value);
     double call_hook_for_double(int value);
     void swap_hooks(void);
     int keep_and_apply(int_function fn, int_function meanwhile, int value);
     int call_hooks(int value);
     int call_handlers(const struct handlers *handlers, int value);
     struct handlers *own_handlers(void);
     int_function choose(int which);
     void choose_into(int which, int_function *out);
     void fill_handlers(struct handlers *handlers);
     int is_doubled(int_function fn);
     ${Object.entries(kinds)
       .map(([name, type]) => `${type} same_${name}(${type} (*fn)(${type}), ${type} value);`)
       .join('\n')}
     double many(double (*fn)(int, double, const char *, struct point, int64_t, float, uint8_t, double, int *, struct large,
                              long double, short, unsigned, _Bool));
     size_t length_after(const char *text, int_function fn);
     int sum_after(const int *numbers, int count, int_function fn);
     int with_mark(int_function fn, int value);
     void jump(int outer, int value);
     int count_marks(void);
     void jump_after_callback(int_function fn, int value);
     void overwrite_parked(void);
     int with_mark_reaching(int_function fn, int bytes, int then);
     int jump_after(int_function fn, int value);
     int fail(fatal fn, const char *message);
     typedef void __attribute__((noreturn)) (*fatal_number)(int);
     int fail_with_number(fatal_number fn, int number);
     int apply_on_thread(int_function fn, int value);
     int apply_in_coroutine(int_function fn, int value);
     void start_thread(int_function fn, int value);
     int join_thread(void);
     void on_signal(int number, handler fn);
     void raise_signal(int number);
     int raise_after(int_function fn, int number);
     typedef void (*action_handler)(int, void *, void *);
     void on_signal_action(int number, action_handler fn, int flags);
     void at_exit(void (*fn)(void));
     uintptr_t stack_address(int_function fn);
     int read_at(uintptr_t address);
     int fault_after(int_function fn, int value);
     int fault_before(int_function fn, int value);
     int recurse_after(int_function fn, int value);
     int huge_local_after(int_function fn, int value);
     int preserves(int_function fn, int value);`

export const openCallbacks = (options?: OpenOptions): LooseLibrary => open(path, declarations, options)
