/** `CABI_DUMP=1` prints what is generated: plans, marshallers, machine code. To stderr: stdout is the program's. */
const enabled = Boolean(process.env['CABI_DUMP'])

export function dump(title: string, text: () => string): void {
  if (enabled) process.stderr.write(`-- ${title}\n${text().trimEnd()}\n\n`)
}
