import { sum } from 'simple-statistics';
import type { PackageFigures } from './measurePackages';

/** Thousands of bytes. */
export const kilobytes = (bytes: number): number => bytes / 1_000;

/** The packed size in kB, shared out among the operations. */
export const perOperation = ({ packedBytes, operations }: PackageFigures): number => kilobytes(packedBytes) / operations;

/** What the editor is told about all nodes together, in kB. */
export const descriptionKilobytes = ({ descriptions }: PackageFigures): number => kilobytes(sum(descriptions.map(({ bytes }) => bytes)));

/** Milliseconds that the load took, for each round. */
export const loadTimes = ({ loads }: PackageFigures): number[] => loads.map(({ milliseconds }) => milliseconds);

/** Heap that the load added in MB, for each round. */
export const loadHeaps = ({ loads }: PackageFigures): number[] => loads.map(({ heapBytes }) => heapBytes / 1e6);

/** The load in percent of the start of n8n in the same round. */
export const sharesOfStart = (figures: PackageFigures, starts: number[]): number[] => starts.map((start, round) => ((loadTimes(figures)[round] ?? NaN) / start) * 100);
