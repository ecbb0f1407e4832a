import { alloc, c, callback, open, release } from '../../dist/index.js'
import { callbacks, declarations, structs } from '../declarations.mjs'
import { compareWith, increment, makeFifty, makeShuffled } from '../functions.mjs'

export function bind({ library }) {
  const [fifty, shuffled] = [makeFifty(), makeShuffled()]
  const functions = open(library, `${declarations.join(';\n')};${structs}${callbacks}`)
  const { record: Record, point: Point } = functions
  const records = alloc(c.array(Record, 512))
  for (let k = 0; k < 512; k++) records[k].id = k
  const guarded = functions.records()
  const memory = {
    Record,
    records,
    guarded,
    held: guarded.at(5),
    held2: guarded.at(10),
    vouched: guarded.array(512),
    point: new Point({ x: 2, y: 1 }),
    record: new Record({ id: 7 }),
    other: new Record(),
    ...{ callback, release, increment, shuffled },
    // When first asked for: rows before are of a thread without callbacks.
    get fifty() {
      const made = fifty.map(f => callback(this.Increment, f))
      for (const [k, f] of made.entries()) functions.keep(k, f)
      Object.defineProperty(this, 'fifty', { value: made })
      return made
    },
    get kept() {
      const made = callback(this.Increment, increment)
      Object.defineProperty(this, 'kept', { value: made })
      return made
    },
    mirror: p => new Point({ x: p.y, y: p.x }),
    Increment: c.fn(c.int, [c.int]),
    compare: compareWith(pointer => pointer.value),
    values: new Int32Array(shuffled),
  }
  return {
    functions,
    memory,
    size: Number,
    pointer: functions.ident(new Uint8Array(8)),
    addressOf: pointer => pointer.address,
  }
}

export const bindMany = ({ library }, names) => open(library, names.map(name => `int ${name}(int);`).join('\n'))

export const steps = {
  read_guarded: ['s = (s + m.held.id) | 0', '0', 'm.held.id'],
  write_guarded: ['m.held2.id = i & 511', '0', 'm.held2.id = 0'],
  struct_16: ['s = f.add_points(s, m.point)', 'm.point', 'f.add_points(m.point, m.point).x'],
  struct_48: ['s = f.next_record(s)', 'm.record', 'f.next_record(m.record).id'],
  read_owned: ['s = (s + m.record.id) | 0', '0', 'm.record.id'],
  write_owned: ['m.other.id = i & 1023', '0', 'm.other.id = 0'],
  read_indexed: ['s = (s + m.guarded.at(i & 511).id) | 0', '0', 'm.guarded.at(5).id'],
  write_indexed: ['m.guarded.at(i & 511).id = i & 511', '0', 'm.guarded.at(0).id'],
  read_vouched: ['s = (s + m.vouched[i & 511].id) | 0', '0', 'm.vouched[5].id'],
  write_vouched: ['m.vouched[i & 511].id = i & 511', '0', 'm.vouched[0].id'],
  sweep: ['for (let k = 0; k < 512; k++) s = (s + m.records[k].id) | 0', '0', 'm.records[511].id * 256'],
  alloc: ['s = new m.Record()', '0', 'new m.Record().id'],
  // One that is kept, as the others' are: what is lent has a row of its own.
  callback: ['s = f.call_back(m.kept, 1000)', '0', 'f.call_back(m.kept, 10)'],
  callback_one: ['s = f.call_back(m.kept, 1)', '0', 'f.call_back(m.kept, 1)'],
  callback_lent: ['s = f.call_back(m.increment, 1)', '0', 'f.call_back(m.increment, 1)'],
  callback_fifty: ['s = f.call_back(m.fifty[i % 50], 1)', '0', 'f.call_back(m.fifty[49], 1)'],
  callback_struct: ['s = f.call_back_points(m.mirror, 1000)', '0', 'f.call_back_points(m.mirror, 1).x'],
  callback_create: [
    'm.release(m.callback(m.Increment, x => x + i))',
    '0',
    'f.call_back(m.callback(m.Increment, x => x + 1), 1)',
  ],
  sort: ['m.values.set(m.shuffled); f.sort_ints(m.values, 10000, m.compare)', '0', 'm.values[0]'],
}
