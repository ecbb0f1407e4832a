import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exchange } from '../exchange/exchange.ts'
import { close, open } from '../index.ts'
import { completeOptions } from './options.ts'
import { shapeCache } from './shape.ts'
import type { LibraryState } from './state.ts'
import { symbolAddress as addressOf, missing, type Sought } from './symbol.ts'

function stateOf(name: string | null): LibraryState {
  const shared = exchange()
  const handle = shared.kernel.openLibrary(name, false, false) as number
  const options = completeOptions({})
  const path = shared.kernel.libraryPath(handle) ?? ''
  const shapeOf = shapeCache(shared, options)
  return { exchange: shared, handle, name: name ?? 'this process', path, options, shapeOf, closed: false }
}

const sought = (name: string, rest: Partial<Sought> = {}): Sought => ({
  name,
  symbol: name,
  isInternal: false,
  ...rest,
})
const symbolAddress = (state: LibraryState, name: string) => addressOf(state, sought(name))

test('a symbol has one address, in its library and in the process', () => {
  const address = symbolAddress(stateOf('libc.so.6'), 'getpid')
  assert.ok(Number.isSafeInteger(address) && address > 0)
  assert.equal(symbolAddress(stateOf(null), 'getpid'), address)
})

test('a missing one is an error that names the file and near misses', () => {
  const state = stateOf('libc.so.6')
  assert.throws(() => symbolAddress(state, 'getpidd'), {
    name: 'CabiError',
    code: 'ERR_CABI_SYMBOL_NOT_FOUND',
    message: new RegExp(`^there is no symbol 'getpidd' in 'libc\\.so\\.6' \\(${state.path}\\); did you mean '`),
    symbol: 'getpidd',
  })
  assert.throws(
    () => symbolAddress(state, 'getpidd'),
    (error: unknown) => (error as { near: string[] }).near.includes('getpid'),
  )
})

test('where nothing is near, nothing is suggested', () => {
  assert.throws(() => symbolAddress(stateOf('libc.so.6'), 'qqqqqqqqqqqqqqqq'), { message: /\)$/, near: [] })
})

test('in the process all mapped libraries are looked through', () => {
  assert.throws(() => symbolAddress(stateOf(null), 'posix_fallocat'), {
    message: /^there is no symbol 'posix_fallocat' in this process; did you mean 'posix_fallocate'/,
  })
  assert.throws(() => symbolAddress(stateOf(null), 'nexttowardd'), { message: /did you mean 'nexttoward'/ })
})

test('after close there is none, not even an existing one', () => {
  const state = stateOf('libc.so.6')
  state.closed = true
  assert.throws(() => symbolAddress(state, 'getpid'), {
    code: 'ERR_CABI_CLOSED',
    message: "getpid: the library 'libc.so.6' was closed",
    function: 'getpid',
  })
  const library = open('libc.so.6', 'int getpid(void);')
  close(library)
  assert.throws(() => library['getpid'], { code: 'ERR_CABI_CLOSED' })
})

test('one, two and three near misses', () => {
  assert.equal(missing(sought('a'), 'b', []).message, "there is no symbol 'a' in b")
  assert.equal(missing(sought('a'), 'b', ['x']).message, "there is no symbol 'a' in b; did you mean 'x'?")
  assert.equal(
    missing(sought('a'), 'b', ['x', 'y', 'z']).message,
    "there is no symbol 'a' in b; did you mean 'x' or 'y' or 'z'?",
  )
})

test('what is looked up is the symbol that the declaration names, and an error has both names', () => {
  const state = stateOf('libc.so.6')
  assert.equal(addressOf(state, sought('my_pid', { symbol: 'getpid' })), symbolAddress(state, 'getpid'))
  assert.throws(() => addressOf(state, sought('getpid', { symbol: 'getpidd' })), {
    code: 'ERR_CABI_SYMBOL_NOT_FOUND',
    message: /^there is no symbol 'getpidd' \(for 'getpid'\) in 'libc\.so\.6' \(.*\); did you mean .*'getpid'/,
    symbol: 'getpidd',
  })
})

test('what is static or inline is found where a library has it all the same; the error says why others have not', () => {
  const state = stateOf('libc.so.6')
  assert.equal(addressOf(state, sought('getpid', { isInternal: true })), symbolAddress(state, 'getpid'))
  assert.throws(() => addressOf(state, sought('getpidd', { isInternal: true })), {
    code: 'ERR_CABI_SYMBOL_NOT_FOUND',
    message: `there is no symbol 'getpidd' in 'libc.so.6' (${state.path}): it is declared static or inline, which no library has to have`,
    symbol: 'getpidd',
    near: [],
  })
})
