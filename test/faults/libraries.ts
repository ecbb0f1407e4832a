/** The fixtures of these suites, opened. */
import { type LooseLibrary, type OpenOptions, open } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { faultDeclarations, faultLibrary } from './fault-library.ts'

/** C that faults in every way. */
export const openFault = (options?: OpenOptions): LooseLibrary => open(faultLibrary, faultDeclarations, options)

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
    compileFixture(new URL('./machine_state.c', import.meta.url)),
    `${disorders.map(name => `void ${name}(void);`).join('\n')}
     void call_if(_Bool condition, uintptr_t function);
     void trash(void);
     int probe(uintptr_t thunk, uintptr_t exchange, uintptr_t target);
     void set_callback(void (*callback)(void));
     int hold_and_call_back(void);
     int hold_and_call(void (*callback)(void));
     int round_up_and_call_back(void);
     int flush_to_zero_and_call_back(void);
     int64_t probe_callback(uintptr_t thunk, uintptr_t exchange, uintptr_t target, uintptr_t resume);`,
    options,
  )
