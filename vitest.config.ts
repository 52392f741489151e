import { defineConfig } from 'vitest/config';

if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error('Run through npm or npx: the tests need Node 24.');

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'station',
          environment: 'node',
          include: [
            'main/**/*.test.ts',
            'renderer/**/*.test.ts',
            'test/{integration,devices,migrations,architecture,electron}/**/*.test.ts',
          ],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      {
        // Kills, power cuts and full disks: real processes and real files, one at a time.
        test: {
          name: 'durability',
          environment: 'node',
          include: ['test/durability/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
