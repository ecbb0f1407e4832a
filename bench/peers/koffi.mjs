import { createRequire } from 'node:module'
import { declarations } from '../declarations.mjs'

const koffi = createRequire(process.env.CABI_BENCH_PEERS)('koffi')

const nameOf = declaration => /(\w+)\(/.exec(declaration)[1]

export function bind({ library }) {
  const lib = koffi.load(library)
  koffi.struct('point', { x: 'double', y: 'double' })
  const values = koffi.array('double', 4)
  koffi.struct('record', { id: 'int32_t', weight: 'float', time: 'int64_t', values })
  const own = ['point add_points(point, point)', 'record next_record(record)', 'void *records(void)']
  const functions = Object.fromEntries([...declarations, ...own].map(text => [nameOf(text), lib.func(text)]))
  const records = functions.records()
  const record = koffi.alloc('record', 1)
  koffi.encode(record, 'int32_t', 7)
  const many = koffi.array('record', 512)
  return {
    functions,
    memory: { koffi, records, record, many, other: koffi.alloc('record', 1), point: { x: 2, y: 1 } },
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
  alloc: ["s = m.koffi.alloc('record', 1); m.koffi.free(s)", '0', 'm.koffi.free(m.koffi.alloc("record", 1)) ?? 0'],
}

export const cannot = { read_vouched: byHand, write_vouched: byHand }
