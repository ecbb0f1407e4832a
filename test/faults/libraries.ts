/** The fixtures of these suites, opened. */
import { type LooseLibrary, type OpenOptions, open } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'

const beside = (file: string) => new URL(`./${file}`, import.meta.url)

/** C that faults in every way. */
export const openFault = (options?: OpenOptions): LooseLibrary =>
  open(
    compileFixture(beside('fault.c')),
    `int add(int a, int b);
     double sum(double a, double b);
     double x87_sum(double a, double b);
     double half(double a);
     int read_at(uintptr_t address);
     int read_stack_at(uintptr_t address);
     void write_at(uintptr_t address, int value);
     void jump_to(uintptr_t address);
     size_t read_after(const char *text, uintptr_t address);
     uintptr_t truncated_mapping(void);
     uintptr_t read_only_address(void);
     uintptr_t data_address(void);
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
     void misaligned_vector(void);
     void fault_in_handler(_Bool on_signal_stack);
     void abort(void);
     int snprintf(uintptr_t text, size_t size, const char *format, ...);`,
    options,
  )

/** Uncaught and caught C++ exceptions. */
export const openThrow = (): LooseLibrary =>
  open(compileFixture(beside('throw.cc')), 'void throw_uncaught(void); int throw_and_catch(int value);')

/** Functions of `machine_state.c` that fault, each after putting in disorder what its name says. */
export const disorders = [
  'direction_flag',
  'alignment_check_flag',
  'trap_flag',
  'every_flag',
  'misaligned_with_alignment_check',
  'rounding_up',
  'denormals_off',
  'vector_exceptions_unmasked',
  'vector_division_trapped',
  'x87_full',
  'x87_single_precision',
  'x87_exception_pending',
  'x87_division_trapped',
  'mmx_in_use',
  'vector_upper_halves',
  'callee_saved_registers',
  'stack_pointer',
  'non_canonical_stack_pointer',
] as const

export const openMachineState = (options?: OpenOptions): LooseLibrary =>
  open(
    compileFixture(beside('machine_state.c')),
    `${disorders.map(name => `void ${name}(void);`).join('\n')}
     void call_if(_Bool condition, uintptr_t function);
     void trash(void);
     int probe(uintptr_t thunk, uintptr_t exchange, uintptr_t target);
     void set_callback(void (*callback)(void));
     int hold_and_call_back(void);
     int round_up_and_call_back(void);
     int flush_to_zero_and_call_back(void);
     int64_t probe_callback(uintptr_t thunk, uintptr_t exchange, uintptr_t target, uintptr_t resume);`,
    options,
  )
