--[[
The rows of structs and strings in LuaJIT: luajit luajit.lua warm LIBRARY REPETITIONS MILLISECONDS. Reads and prints the
lines that process/warm.mjs does. Each row is a function of its own, with its own loop, for the tracer.
]]
local ffi = require 'ffi'
local band = require('bit').band
ffi.cdef [[
  typedef struct { double x, y; } point; point add_points(point, point);
  typedef struct { int32_t id; float weight; int64_t time; double values[4]; } record;
  record next_record(record); record *records(void); size_t slen(const char *); const char *greet(void);
  int call_back(int (*)(int), int); void keep(int, int (*)(int)); int call_kept(int); point call_back_points(point (*)(point), int);
  void sort_ints(int *, size_t, int (*)(const int *, const int *));
  int add_i32(int, int); double add_f64(double, double); void noop(void);
  struct timespec { long tv_sec; long tv_nsec; }; int clock_gettime(int, struct timespec *);
]]
local f = ffi.load(arg[2])
local repetitions, target = tonumber(arg[3]), tonumber(arg[4]) * 1e6

local own, other = ffi.new('record', 7), ffi.new('record')
local owned, foreign = ffi.new('record[512]'), f.records()
for k = 0, 511 do owned[k].id = k end
local one = ffi.new('point', 2, 1)

local increment = ffi.cast('int (*)(int)', function(x) return x + 1 end)
local fifty = {}
for k = 0, 49 do
  fifty[k] = ffi.cast('int (*)(int)', function(x) return x + k end)
  f.keep(k, fifty[k])
end
local compare = ffi.cast('int (*)(const int *, const int *)', function(a, b) return a[0] - b[0] end)
local values, shuffled = ffi.new('int[10000]'), ffi.new('int[10000]')
for k = 0, 9999 do shuffled[k] = k * 7919 % 10000 end

local function read_records(n) local s = 0 for i = 1, n do s = s + foreign[band(i, 511)].id end return s end
local function write_records(n) for i = 1, n do foreign[band(i, 511)].id = band(i, 511) end end

local rows = {
  noop = function(n) for _ = 1, n do f.noop() end end,
  add_i32 = function(n) local s = 0 for i = 1, n do s = f.add_i32(band(s, 1023), band(i, 1023)) end return s end,
  add_f64 = function(n) local s = 0 for _ = 1, n do s = f.add_f64(s, 0.5) end return s end,
  slen_short = function(n) local s = 0 for _ = 1, n do s = f.slen('hello world') end return s end,
  greet = function(n) local s for _ = 1, n do s = ffi.string(f.greet()) end return s end,
  struct_16 = function(n) local s = one for _ = 1, n do s = f.add_points(s, one) end return s end,
  struct_48 = function(n) local s = own for _ = 1, n do s = f.next_record(s) end return s end,
  read_owned = function(n) local s = 0 for _ = 1, n do s = s + own.id end return s end,
  write_owned = function(n) for i = 1, n do other.id = band(i, 1023) end end,
  read_vouched = read_records,
  write_vouched = write_records,
  sweep = function(n) local s = 0 for _ = 1, n do for k = 0, 511 do s = s + owned[k].id end end return s end,
  callback = function(n) local s for _ = 1, n do s = f.call_back(increment, 1000) end return s end,
  callback_each = function(n) local s for _ = 1, n do s = f.call_kept(1000) end return s end,
  callback_one = function(n) local s for _ = 1, n do s = f.call_back(increment, 1) end return s end,
  callback_fifty = function(n) local s for i = 1, n do s = f.call_back(fifty[i % 50], 1) end return s end,
  sort = function(n) for _ = 1, n do ffi.copy(values, shuffled, 40000) f.sort_ints(values, 10000, compare) end end,
  alloc = function(n) local s for _ = 1, n do s = ffi.new('record') end return s end,
}
rows.callback_lent, rows.add_i32_live = rows.callback_one, rows.add_i32
local calls = { sweep = 512, callback = 1000, callback_each = 1000 }
local cannot = {
  callback_struct = 'callbacks take no structs by value', callback_create = 'its table of them overflows, freed or not',
  read_guarded = 'reads are not guarded', write_guarded = 'writes are not guarded',
  read_indexed = 'reads are not guarded', write_indexed = 'writes are not guarded',
}

local time = ffi.new('struct timespec')
local function now() ffi.C.clock_gettime(1, time) return tonumber(time.tv_sec) * 1e9 + tonumber(time.tv_nsec) end
local function nanoseconds(loop, n) local start = now() sink = loop(n) return now() - start end

local function best(loop)
  local n = 100
  local t = nanoseconds(loop, n)
  while t < target do
    n = math.ceil(n * math.min(10, target / t * 1.1))
    t = nanoseconds(loop, n)
  end
  local least = math.huge
  for _ = 1, repetitions do least = math.min(least, nanoseconds(loop, n) / n) end
  return least
end

io.stdout:setvbuf('no')
print('{"versions":{"luajit":"' .. jit.version .. '"}}')
for name in io.lines() do
  local loop = rows[name]
  if loop then print(string.format('{"value":%.4f}', best(loop) / (calls[name] or 1)))
  else print('{"cannot":"' .. (cannot[name] or 'not written for LuaJIT') .. '"}') end
end
