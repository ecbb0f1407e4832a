import { createRequire } from 'node:module'
import { declarations } from '../declarations.mjs'
import { compareWith, increment, makeFifty, makeShuffled } from '../functions.mjs'

const koffi = createRequire(process.env.CABI_BENCH_PEERS)('koffi')

const nameOf = declaration => /(\w+)\(/.exec(declaration)[1]

export function bind({ library }) {
  const [fifty, shuffled] = [makeFifty(), makeShuffled()]
  const lib = koffi.load(library)
  koffi.struct('point', { x: 'double', y: 'double' })
  const values = koffi.array('double', 4)
  koffi.struct('record', { id: 'int32_t', weight: 'float', time: 'int64_t', values })
  const [Increment, Mirror, Compare] = [
    koffi.proto('int Increment(int)'),
    koffi.proto('point Mirror(point)'),
    koffi.proto('int Compare(const void *, const void *)'),
  ].map(type => koffi.pointer(type))
  const own = [
    'point add_points(point, point)',
    'record next_record(record)',
    'void *records(void)',
    'int call_kept(int)',
  ]
  const functions = Object.fromEntries([...declarations, ...own].map(text => [nameOf(text), lib.func(text)]))
  functions.call_back = lib.func('call_back', 'int', [Increment, 'int'])
  functions.call_back_points = lib.func('call_back_points', 'point', [Mirror, 'int'])
  functions.sort_ints = lib.func('sort_ints', 'void', ['int *', 'size_t', Compare])
  const kept = {
    Increment,
    plain: increment,
    increment: koffi.register(increment, Increment),
    fifty: fifty.map(f => koffi.register(f, Increment)),
    mirror: koffi.register(p => ({ x: p.y, y: p.x }), Mirror),
    compare: koffi.register(
      compareWith(pointer => koffi.decode(pointer, 'int')),
      Compare,
    ),
    shuffled,
    values: new Int32Array(shuffled),
  }
  const keep = lib.func('keep', 'void', ['int', Increment])
  for (const [k, f] of kept.fifty.entries()) keep(k, f)
  const records = functions.records()
  const record = koffi.alloc('record', 1)
  koffi.encode(record, 'int32_t', 7)
  const many = koffi.array('record', 512)
  return {
    functions,
    memory: { ...kept, koffi, records, record, many, other: koffi.alloc('record', 1), point: { x: 2, y: 1 } },
    size: Number,
    pointer: koffi.alloc('int', 2),
    addressOf: pointer => koffi.address(pointer),
  }
}

export function bindMany({ library }, names) {
  const lib = koffi.load(library)
  return Object.fromEntries(names.map(name => [name, lib.func(`int ${name}(int)`)]))
}

const full = '{ id: 7, weight: 0, time: 0, values: [0, 0, 0, 0] }'
const byHand = 'gives bytes; where fields are in them is left to the program'

export const steps = {
  read_guarded: [
    "s = (s + m.koffi.decode(m.records, 240, 'int32_t')) | 0",
    '0',
    "m.koffi.decode(m.records, 240, 'int32_t')",
  ],
  write_guarded: [
    "m.koffi.encode(m.records, 480, 'int32_t', i & 511)",
    '0',
    "m.koffi.encode(m.records, 480, 'int32_t', 0) ?? 0",
  ],
  struct_16: ['s = f.add_points(s, m.point)', 'm.point', 'f.add_points(m.point, m.point).x'],
  struct_48: ['s = f.next_record(s)', full, `f.next_record(${full}).id`],
  read_owned: ["s = (s + m.koffi.decode(m.record, 'int32_t')) | 0", '0', "m.koffi.decode(m.record, 'int32_t')"],
  write_owned: ["m.koffi.encode(m.other, 'int32_t', i & 1023)", '0', "m.koffi.encode(m.other, 'int32_t', 0) ?? 0"],
  read_indexed: [
    "s = (s + m.koffi.decode(m.records, (i & 511) * 48, 'int32_t')) | 0",
    '0',
    "m.koffi.decode(m.records, 5 * 48, 'int32_t')",
  ],
  write_indexed: [
    "m.koffi.encode(m.records, (i & 511) * 48, 'int32_t', i & 511)",
    '0',
    "m.koffi.encode(m.records, 0, 'int32_t', 0) ?? 0",
  ],
  sweep: [
    'const all = m.koffi.decode(m.records, m.many); for (let k = 0; k < 512; k++) s = (s + all[k].id) | 0',
    '0',
    'm.koffi.decode(m.records, m.many)[511].id * 256',
  ],
  callback: ['s = f.call_back(m.increment, 1000)', '0', 'f.call_back(m.increment, 10)'],
  callback_one: ['s = f.call_back(m.increment, 1)', '0', 'f.call_back(m.increment, 1)'],
  callback_lent: ['s = f.call_back(m.plain, 1)', '0', 'f.call_back(m.plain, 1)'],
  callback_fifty: ['s = f.call_back(m.fifty[i % 50], 1)', '0', 'f.call_back(m.fifty[49], 1)'],
  callback_struct: ['s = f.call_back_points(m.mirror, 1000)', '0', 'f.call_back_points(m.mirror, 1).x'],
  callback_create: ['m.koffi.unregister(m.koffi.register(x => x + i, m.Increment))', '0', 'f.call_back(x => x + 1, 1)'],
  sort: ['m.values.set(m.shuffled); f.sort_ints(m.values, 10000, m.compare)', '0', 'm.values[0]'],
  alloc: ["s = m.koffi.alloc('record', 1); m.koffi.free(s)", '0', 'm.koffi.free(m.koffi.alloc("record", 1)) ?? 0'],
}

export const cannot = { read_vouched: byHand, write_vouched: byHand }
