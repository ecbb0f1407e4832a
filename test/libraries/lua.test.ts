/** Lua 5.4: functions of JavaScript in its scripts, and its errors, which are jumps over them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callback, open, type Pointer, release } from 'cabi'

const lua = open(
  ['lua5.4', 'liblua5.4.so.0'],
  `
  #define LUA_OK 0
  #define LUA_ERRRUN 2
  #define LUA_MULTRET (-1)
  typedef struct lua_State lua_State;
  typedef long long lua_Integer;
  typedef double lua_Number;
  typedef ptrdiff_t lua_KContext;
  typedef int (*lua_CFunction)(lua_State *L);
  typedef int (*lua_KFunction)(lua_State *L, int status, lua_KContext ctx);

  lua_State *luaL_newstate(void);
  void luaL_openlibs(lua_State *L);
  void lua_close(lua_State *L);
  int luaL_loadstring(lua_State *L, const char *s);
  int lua_pcallk(lua_State *L, int nargs, int nresults, int msgh, lua_KContext ctx, lua_KFunction k);
  void lua_callk(lua_State *L, int nargs, int nresults, lua_KContext ctx, lua_KFunction k);
  void lua_pushcclosure(lua_State *L, lua_CFunction fn, int n);
  void lua_setglobal(lua_State *L, const char *name);
  int lua_getglobal(lua_State *L, const char *name);
  int lua_gettop(lua_State *L);
  void lua_settop(lua_State *L, int idx);
  lua_Number lua_tonumberx(lua_State *L, int idx, int *isnum);
  const char *lua_tolstring(lua_State *L, int idx, size_t *len);
  void lua_pushnumber(lua_State *L, lua_Number n);
  const char *lua_pushstring(lua_State *L, const char *s);
  void lua_pushvalue(lua_State *L, int idx);
  int lua_error(lua_State *L);
  int luaL_error(lua_State *L, const char *fmt, ...);
  lua_Integer luaL_checkinteger(lua_State *L, int arg);
`,
)
const { LUA_OK, LUA_ERRRUN } = lua

/** What a script does with functions of JavaScript as globals: 'ok' or 'error', and its results as text. */
function run(script: string, functions: Readonly<Record<string, (L: Pointer) => number>> = {}): string[] {
  const L = lua['luaL_newstate']()!
  lua['luaL_openlibs'](L)
  const callbacks = Object.entries(functions).map(([name, fn]) => {
    const given = callback(lua['lua_CFunction'], fn)
    lua['lua_pushcclosure'](L, given, 0)
    lua['lua_setglobal'](L, name)
    return given
  })
  try {
    assert.equal(lua['luaL_loadstring'](L, script), LUA_OK, text(L, -1))
    const status = lua['lua_pcallk'](L, 0, lua['LUA_MULTRET'], 0, 0, null)
    assert.ok(status === LUA_OK || status === LUA_ERRRUN)
    const results = Array.from({ length: lua['lua_gettop'](L) }, (_, i) => text(L, i + 1))
    return [status === LUA_OK ? 'ok' : 'error', ...results]
  } finally {
    lua['lua_close'](L)
    for (const given of callbacks) release(given)
  }
}

const text = (L: Pointer, index: number): string => lua['lua_tolstring'](L, index, null)!
const number = (L: Pointer, index: number): number => lua['lua_tonumberx'](L, index, null)

function add(L: Pointer): number {
  lua['lua_pushnumber'](L, number(L, 1) + number(L, 2))
  return 1
}

test('a script calls JavaScript', () => {
  assert.deepEqual(run('return add(1, 2), add(0.5, 0.25)', { add }), ['ok', '3.0', '0.75'])
  assert.deepEqual(run('local s = 0; for i = 1, 100000 do s = add(s, i) end; return s', { add }), [
    'ok',
    '5000050000.0',
  ])
})

test('JavaScript calls Lua that calls JavaScript', () => {
  /** Calls its first argument with a number that is one less. */
  const descend = (L: Pointer) => {
    lua['lua_pushvalue'](L, 1)
    lua['lua_pushnumber'](L, number(L, 2) - 1)
    lua['lua_callk'](L, 1, 1, 0, null)
    return 1
  }
  const script = 'local function f(n) if n == 0 then return "bottom" end return descend(f, n) end return f(20)'
  assert.deepEqual(run(script, { descend }), ['ok', 'bottom'])
})

test('an error that JavaScript raises is a jump out of it, to the pcall around', () => {
  const cleaned: string[] = []
  const fail = (L: Pointer) => {
    try {
      lua['lua_pushstring'](L, 'from JavaScript')
      return lua['lua_error'](L)
    } finally {
      cleaned.push('finally')
    }
  }
  const script = 'local ok, message = pcall(fail); return ok and "yes" or "no", message, add(1, 1)'
  for (let i = 0; i < 100; i++) assert.deepEqual(run(script, { fail, add }), ['ok', 'no', 'from JavaScript', '2.0'])
  assert.equal(cleaned.length, 100)
  assert.deepEqual(run('fail()', { fail }), ['error', 'from JavaScript'])
})

test('an error of a script passes JavaScript on its way, which cannot hold it up', () => {
  let seen: unknown
  const call = (L: Pointer) => {
    try {
      lua['lua_settop'](L, 1)
      lua['lua_callk'](L, 0, 0, 0, null)
      seen = 'it returned'
    } catch (error) {
      seen = error
    }
    return 0
  }
  const script = 'local ok, message = pcall(function() call(function() error("deep", 0) end) end); return message'
  assert.deepEqual(run(script, { call }), ['ok', 'deep'])
  assert.match(String(seen), /C has jumped out of this call/)
  const nested =
    'local function f(n) if n == 0 then error("deepest", 0) end call(function() f(n - 1) end) end return select(2, pcall(f, 10))'
  assert.deepEqual(run(nested, { call }), ['ok', 'deepest'])
})

test('a wrong argument is the error of Lua', () => {
  const half = (L: Pointer) => {
    lua['lua_pushnumber'](L, Number(lua['luaL_checkinteger'](L, 1)) / 2)
    return 1
  }
  assert.deepEqual(run('return half(5)', { half }), ['ok', '2.5'])
  const [status, message] = run('half("x")', { half })
  assert.equal(status, 'error')
  assert.match(message!, /: bad argument #1 to 'half' \(number expected, got string\)$/)
})

test('an exception of JavaScript gives Lua zero results, and comes out of the call of Lua', () => {
  const failure = new TypeError('not for Lua')
  const thrower = () => {
    throw failure
  }
  assert.throws(
    () => run('thrower(); return 1', { thrower }),
    (error: unknown) => error === failure,
  )
  assert.deepEqual(run('return add(2, 2)', { add }), ['ok', '4.0'])
})

test('errors and exceptions by turns leave nothing behind', () => {
  const failure = new Error('mine')
  let turn = 0
  const either = (L: Pointer) => {
    if (turn++ % 2 === 0) throw failure
    return lua['luaL_error'](L, 'of %s', 'Lua')
  }
  for (let i = 0; i < 200; i++) {
    const attempt = () => run('local ok, message = pcall(either); return message or "nothing"', { either })
    if (i % 2 === 0) assert.throws(attempt, (error: unknown) => error === failure)
    else assert.deepEqual(attempt(), ['ok', 'of Lua'])
  }
})
