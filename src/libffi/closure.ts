/** Closures: functions of C whose calls come to one function of JavaScript, whatever their arguments. */
import {
  addressOf,
  alloc,
  CabiError,
  type CallbackPointer,
  c,
  callback,
  type Pointer,
  release,
  sizeof,
} from '../index.ts'
import type { Pointer as TypedPointer } from '../typed.ts'
import type { Carrier } from './carrier.ts'
import { ffi_cif } from './cif.ts'
import { FFI_OK, type ffi_status } from './status.ts'
import { typeError } from './wrong-use.ts'

/**
 * What a closure does when C calls it. `ret` is where its result goes, all zeros until then: an `ffi_arg` (an `ffi_sarg` for
 * signed types) for integers, what the cif says for others. `args` are where the arguments are; each is a Pointer to a
 * value of its type, `void *` for all pointers, and can be cast to another.
 */
export type ClosureFunction<UserData> = (
  cif: ffi_cif,
  ret: TypedPointer,
  args: readonly TypedPointer[],
  user_data: UserData,
) => void

/** Allocated by `closureAlloc`. It lives until `closureFree`: C may have its address. */
export class ffi_closure {
  static {
    Object.defineProperty(ffi_closure, 'name', { value: 'ffi_closure' })
  }

  #code: CallbackPointer | undefined
  #isFree = false

  /**
   * The function, for C to call. Throws ERR_CABI_ARG_TYPE before `prepClosureLoc`, and ERR_CABI_CLOSED after `closureFree`.
   */
  get code(): TypedPointer {
    ffi_closure.requireAllocated(this, 'code')
    if (this.#code === undefined) throw typeError('code: expected a closure that prepClosureLoc gave FFI_OK for', this)
    return this.#code as unknown as TypedPointer
  }

  static requireAllocated(closure: unknown, use: string): void {
    if (typeof closure !== 'object' || closure === null || !(#isFree in closure)) {
      throw typeError(`${use}: expected a closure, from closureAlloc`, closure)
    }
    if (closure.#isFree) throw new CabiError('ERR_CABI_CLOSED', `${use}: the closure was freed`)
  }

  static setCode(closure: ffi_closure, code: CallbackPointer): void {
    closure.#release()
    closure.#code = code
  }

  static free(closure: ffi_closure): void {
    ffi_closure.requireAllocated(closure, 'closureFree')
    closure.#release()
    closure.#isFree = true
  }

  #release(): void {
    if (this.#code !== undefined) release(this.#code)
  }
}

/**
 * A closure that is not prepared yet. libffi's says here where its code is; of this one that is known when `prepClosureLoc`
 * has prepared it, as `closure.code`.
 */
export const closureAlloc = (): ffi_closure => new ffi_closure()

/** From now on C that calls it gets zero, and the program is told. Throws ERR_CABI_CLOSED for one that was freed. */
export function closureFree(closure: ffi_closure): void {
  ffi_closure.free(closure)
}

/**
 * Makes `closure.code` a function of C that calls `fun` with the arguments that `cif` says. Prepared again, it is another
 * function, and the old one is freed. Throws ERR_CABI_ARG_TYPE for what is no closure, no function, no prepared cif.
 */
export function prepClosureLoc<UserData>(
  closure: ffi_closure,
  cif: ffi_cif,
  fun: ClosureFunction<UserData>,
  user_data: UserData,
): ffi_status {
  ffi_closure.requireAllocated(closure, 'prepClosureLoc')
  const { closureType, parameters, result } = ffi_cif.interfaceOf(cif, 'prepClosureLoc')
  if (typeof fun !== 'function') throw typeError('prepClosureLoc: fun: expected a function', fun)
  const run = (...values: unknown[]) => {
    const ret = resultMemory(result)
    const args = argumentPointers(parameters, values) as unknown as TypedPointer[]
    fun(cif, ret as unknown as TypedPointer, args, user_data)
    return returned(result, ret)
  }
  ffi_closure.setCode(closure, callback(closureType, run))
  return FFI_OK
}

const argumentPointers = (parameters: readonly Carrier[], values: readonly unknown[]) =>
  parameters.map(({ handle, passed, widened }, i) => {
    if (widened === undefined) return addressOf(values[i]).cast(handle)
    const box = alloc(passed)
    box.value = values[i]
    return addressOf(box).cast(handle)
  })

/** Of a function without result there is some too. */
function resultMemory({ handle, widened, size }: Carrier): Pointer {
  if (size === 0) return addressOf(alloc(c.uint64_t))
  if (widened === undefined) return addressOf(alloc(handle))
  return addressOf(alloc(widened)).cast(size < sizeof(widened) ? widened : handle)
}

/** The low bytes of what integers were widened to are first. */
const returned = ({ passed, size }: Carrier, ret: Pointer): unknown => (size === 0 ? undefined : ret.cast(passed).value)
