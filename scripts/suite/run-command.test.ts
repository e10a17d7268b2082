import nodePackage from 'node/package.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';

const cwd = import.meta.dirname;
const node = (script: string) => `node -e "${script}"`;

describe('runCommand', () => {
  it('gives what was written to both channels and the exit code', async () => {
    const outcome = await runCommand(node("console.log('out'); console.error('err'); process.exitCode = 3"), {
      cwd,
      limitMs: 20_000,
    });
    expect(outcome).toMatchObject({ code: 3, timedOut: false });
    expect(outcome.output).toContain('out');
    expect(outcome.output).toContain('err');
  });

  it('puts the programs of the house first', async () => {
    const { output } = await runCommand('node --version', { cwd, env: { SOMETHING: '1' }, limitMs: 20_000 });
    expect(output.trim()).toBe(`v${nodePackage.version}`);
  });

  it('ends a command and what it started when its time is up', async () => {
    // The outcome comes when nobody holds the channels any more, and the child holds them for longer than a test may last.
    const script =
      "require('child_process').spawn('sleep', ['300'], { stdio: 'inherit' }); setInterval(() => {}, 1000)";
    const { code, timedOut } = await runCommand(node(script), { cwd, limitMs: 1_000 });
    expect({ code, timedOut }).toEqual({ code: 1, timedOut: true });
  });

  it('tells of a command that does not exist', async () => {
    const { code } = await runCommand('a-program-nobody-installed', { cwd, limitMs: 20_000 });
    expect(code).toBe(127);
  });
});
