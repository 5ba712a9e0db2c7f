#!/usr/bin/env node
import { conformance } from './cli/conformance.ts';

void conformance(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
