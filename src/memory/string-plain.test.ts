/** Strings where the engine has no fast calls: short ones are encoded in JavaScript, others by Node. */
process.env['CABI_KERNEL'] = 'plain'
await import('./string.test.ts')
