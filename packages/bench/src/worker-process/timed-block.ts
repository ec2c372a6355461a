import type { Reply } from '../contestants/messages.ts';
import type { Program } from '../works/work.ts';

/** Repeats a program until so many seconds are over, at least once; the clock stops when the runtime has done everything. */
export async function timedBlock(program: Program, seconds: number): Promise<Reply<'block'>> {
  const [begin, cpu] = [performance.now(), process.cpuUsage()];
  const end = begin + seconds * 1000;
  let iterations = 0;
  do {
    await program.iterate();
    iterations += 1;
  } while (performance.now() < end);
  await program.settle();
  const { user, system } = process.cpuUsage(cpu);
  return { iterations, seconds: (performance.now() - begin) / 1000, cpuSeconds: (user + system) / 1e6 };
}
