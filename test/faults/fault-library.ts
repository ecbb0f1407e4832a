/** C that faults in every way, and C++ that it needs: without cabi, for those who open it with one of their own. */
import type { LooseLibrary } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import type { Fault } from './fault-table.ts'

const beside = (file: string) => new URL(`./${file}`, import.meta.url)

export const faultLibrary = compileFixture(beside('fault.c'), [
  '-Wl,--no-as-needed',
  compileFixture(beside('throw.cc')),
])

export const faultDeclarations: string = `
  int add(int a, int b);
  double sum(double a, double b);
  double x87_sum(double a, double b);
  double half(double a);
  int read_at(uintptr_t address);
  int read_stack_at(uintptr_t address);
  void write_at(uintptr_t address, int value);
  void jump_to(uintptr_t address);
  size_t read_after(const char *text, uintptr_t address);
  uintptr_t truncated_mapping(void);
  uintptr_t unmapped_page(void);
  uintptr_t read_only_address(void);
  uintptr_t data_address(void);
  uintptr_t text_address(void);
  int divide(int a, int b);
  void illegal_instruction(void);
  void privileged_instruction(void);
  void failed_assert(int two);
  void raise_signal(int signal);
  void free_invalid(void);
  void free_twice(void);
  void allocate_and_free(void);
  int recurse(int depth);
  int huge_alloca(size_t size);
  int huge_local(int index);
  void misaligned_vector(void);
  void fault_in_handler(_Bool on_signal_stack);
  void call_back(void (*callback)(void));
  uintptr_t call_back_then(void (*callback)(void), uintptr_t function,
                           uintptr_t a, uintptr_t b, uintptr_t c, uintptr_t d);
  void throw_uncaught(void);
  int throw_and_catch(int value);
  void abort(void);
  int snprintf(uintptr_t text, size_t size, const char *format, ...);`

/** Arguments of `call_back_then` that make the fault when the callback has returned. */
export function callBackThen(
  c: LooseLibrary,
  { function: name, arguments: values }: Fault,
  callback: () => void,
): readonly unknown[] {
  const words = Array.from({ length: 4 }, (_, i) => wordOf(c, values[i] ?? 0))
  return [callback, c[name].address, ...words]
}

/** As the register has it that passes the value; all texts are the same. */
const wordOf = (c: LooseLibrary, value: unknown): bigint =>
  BigInt.asUintN(64, BigInt(typeof value === 'string' ? c['text_address']() : (value as number | boolean)))
