/** Why a process failed: what the system says, and the line of its stderr that says most. */
export function reasonOfExit(status, signal, stderr) {
  const lines = stderr.split('\n').filter(line => line.trim() !== '')
  const said = lines.find(line => /^\s*(\w*error\b|panic)/i.test(line)) ?? lines[0]
  return [signal ?? `exit code ${status}`, said?.trim().slice(0, 160)].filter(Boolean).join(': ')
}
