/** The loads and stores of `Guarded` over memory that is known to be there, and their refusal. */
import type { Lvalue } from '../exchange/conversion.ts'
import type { AccessSite, Guarded } from './guarded.ts'

/** Over a buffer; addresses are offsets in it. */
export class DirectBytes implements Guarded {
  readonly #view: DataView
  readonly #bytes: Uint8Array
  #low = 0
  #high = 0

  constructor(buffer: ArrayBuffer) {
    this.#view = new DataView(buffer)
    this.#bytes = new Uint8Array(buffer)
  }

  loadI8(offset: number): number {
    return this.#view.getInt8(offset)
  }
  loadU8(offset: number): number {
    return this.#view.getUint8(offset)
  }
  loadI16(offset: number): number {
    return this.#view.getInt16(offset, true)
  }
  loadU16(offset: number): number {
    return this.#view.getUint16(offset, true)
  }
  loadI32(offset: number): number {
    return this.#view.getInt32(offset, true)
  }
  loadU32(offset: number): number {
    return this.#view.getUint32(offset, true)
  }
  loadF32(offset: number): number {
    return this.#view.getFloat32(offset, true)
  }
  loadF64(offset: number): number {
    return this.#view.getFloat64(offset, true)
  }
  loadI64(offset: number): bigint {
    return this.#view.getBigInt64(offset, true)
  }
  loadU64(offset: number): bigint {
    return this.#view.getBigUint64(offset, true)
  }
  loadPair(offset: number): void {
    this.#low = this.#view.getInt32(offset, true)
    this.#high = this.#view.getInt32(offset + 4, true)
  }
  low(): number {
    return this.#low
  }
  high(): number {
    return this.#high
  }
  store8(offset: number, value: number): void {
    this.#view.setInt8(offset, value)
  }
  store16(offset: number, value: number): void {
    this.#view.setInt16(offset, value, true)
  }
  store32(offset: number, value: number): void {
    this.#view.setInt32(offset, value, true)
  }
  storeF32(offset: number, value: number): void {
    this.#view.setFloat32(offset, value, true)
  }
  storeF64(offset: number, value: number): void {
    this.#view.setFloat64(offset, value, true)
  }
  storeI64(offset: number, value: bigint): void {
    this.#view.setBigInt64(offset, value, true)
  }
  storeU64(offset: number, value: bigint): void {
    this.#view.setBigUint64(offset, value, true)
  }
  storePair(offset: number, low: number, high: number): void {
    this.#view.setInt32(offset, low, true)
    this.#view.setInt32(offset + 4, high, true)
  }
  copyIn(offset: number, to: Uint8Array): void {
    to.set(this.#bytes.subarray(offset, offset + to.length))
  }
  copyOut(offset: number, from: Uint8Array): void {
    this.#bytes.set(from, offset)
  }
}

type Refusal = (site: Site) => Error

/** What is accessed: `lvalue` and `type` are its C expression and type. */
export type Site = AccessSite & Lvalue

/** Loads as `source` does, unless they are refused too, and refuses every store. */
export class RefusingBytes implements Guarded {
  readonly #source: Guarded
  readonly #loading: Refusal | undefined
  readonly #storing: Refusal

  constructor(source: Guarded, loading: Refusal | undefined, storing: Refusal) {
    this.#source = source
    this.#loading = loading
    this.#storing = storing
  }

  #load(site: AccessSite): Guarded {
    if (this.#loading !== undefined) throw this.#loading(site as Site)
    return this.#source
  }

  #refuse(site: AccessSite): never {
    throw this.#storing(site as Site)
  }

  loadI8(offset: number, site: AccessSite): number {
    return this.#load(site).loadI8(offset, site)
  }
  loadU8(offset: number, site: AccessSite): number {
    return this.#load(site).loadU8(offset, site)
  }
  loadI16(offset: number, site: AccessSite): number {
    return this.#load(site).loadI16(offset, site)
  }
  loadU16(offset: number, site: AccessSite): number {
    return this.#load(site).loadU16(offset, site)
  }
  loadI32(offset: number, site: AccessSite): number {
    return this.#load(site).loadI32(offset, site)
  }
  loadU32(offset: number, site: AccessSite): number {
    return this.#load(site).loadU32(offset, site)
  }
  loadF32(offset: number, site: AccessSite): number {
    return this.#load(site).loadF32(offset, site)
  }
  loadF64(offset: number, site: AccessSite): number {
    return this.#load(site).loadF64(offset, site)
  }
  loadI64(offset: number, site: AccessSite): bigint {
    return this.#load(site).loadI64(offset, site)
  }
  loadU64(offset: number, site: AccessSite): bigint {
    return this.#load(site).loadU64(offset, site)
  }
  loadPair(offset: number, site: AccessSite): void {
    this.#load(site).loadPair(offset, site)
  }
  low(): number {
    return this.#source.low()
  }
  high(): number {
    return this.#source.high()
  }
  store8(_offset: number, _value: number, site: AccessSite): void {
    this.#refuse(site)
  }
  store16(_offset: number, _value: number, site: AccessSite): void {
    this.#refuse(site)
  }
  store32(_offset: number, _value: number, site: AccessSite): void {
    this.#refuse(site)
  }
  storeF32(_offset: number, _value: number, site: AccessSite): void {
    this.#refuse(site)
  }
  storeF64(_offset: number, _value: number, site: AccessSite): void {
    this.#refuse(site)
  }
  storeI64(_offset: number, _value: bigint, site: AccessSite): void {
    this.#refuse(site)
  }
  storeU64(_offset: number, _value: bigint, site: AccessSite): void {
    this.#refuse(site)
  }
  storePair(_offset: number, _low: number, _high: number, site: AccessSite): void {
    this.#refuse(site)
  }
  copyIn(offset: number, to: Uint8Array, site: AccessSite): void {
    this.#load(site).copyIn(offset, to, site)
  }
  copyOut(_offset: number, _from: Uint8Array, site: AccessSite): void {
    this.#refuse(site)
  }
}
